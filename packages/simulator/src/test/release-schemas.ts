import type { Schema } from "@cml-fleet/cml-document";
import { isBefore, type Release } from "../cml/releases/release.ts";

type Schemas = Readonly<Record<string, Schema>>;

/** The schemas of the document, which is of 2.9, with what other releases are known to leave out or to have besides. */
export function schemasOf(release: Release, documented: Schemas): Schemas {
  const schemas = structuredClone(documented) as Record<string, Schema>;
  const loosen = (name: string, member: string): void => {
    const schema = schemas[name] as { required?: string[] };
    schema.required = schema.required?.filter((required) => required !== member) ?? [];
  };
  const allow = (name: string, ...members: readonly string[]): void => {
    const properties = schemas[name]?.["properties"] as Record<string, Schema>;
    for (const member of members) properties[member] ??= {};
  };
  if (isBefore(release, "2.9"))
    for (const name of ["LabResponse", "LabInfoResponse", "LabUi"]) loosen(name, "effective_permissions");
  if (isBefore(release, "2.10")) return schemas;
  loosen("ComputeHostBase", "nodes");
  loosen("LabInfoResponse", "groups");
  allow("LabInfoResponse", "autostart", "node_staging");
  allow("ComputeHealth", "cpu_overload", "memory_overload", "disk_overload");
  allow("NodeTopology", "priority", "pyats");
  for (const states of nodeStates(schemas)) states.push("STARTING");
  const versions = schemas["TopologySchemaVersionEnum"] as { readonly enum: string[] };
  versions.enum.push("0.3.1");
  return schemas;
}

/** The lists of the states of nodes, wherever they stand. */
function nodeStates(part: unknown): readonly unknown[][] {
  if (typeof part !== "object" || part === null) return [];
  if (Array.isArray(part)) return part.includes("DISCONNECTED") ? [part] : part.flatMap(nodeStates);
  return Object.values(part).flatMap(nodeStates);
}
