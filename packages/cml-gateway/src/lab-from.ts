import type { CmlLab as ClientLab } from "@cml-fleet/cml-client";
import type { CmlLab } from "@cml-fleet/core";

/** A lab of the client in the words of the core. A lab without a title goes by its id. */
export function labFrom(lab: ClientLab): CmlLab {
  const { ownerId: _ownerId, effectivePermissions: _permissions, ...shared } = lab;
  return {
    ...shared,
    title: lab.title ?? lab.id,
    state: lab.state ?? "UNKNOWN",
    groups: lab.groups ?? [],
  };
}
