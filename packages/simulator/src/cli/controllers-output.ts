import type { CmlSimulator } from "../cml/simulated-controller.ts";
import { table } from "./table.ts";

/** What a program needs to talk to it; `controlUrl` only where there is a control API. */
export function lineOf({ url, username, password, fingerprint256, version, control }: CmlSimulator): object {
  // Over plain HTTP there is none, and the field stays.
  return {
    url,
    username,
    password,
    fingerprint256: fingerprint256 ?? null,
    version,
    ...(control && { controlUrl: control.url }),
  };
}

/** The same for a person. */
export function tableOf(controllers: readonly CmlSimulator[]): string {
  const controlled = controllers.some(({ control }) => control !== undefined);
  const rows = controllers.map(({ url, username, password, version, fingerprint256, control }) => [
    url,
    ...(controlled ? [control?.url ?? "-"] : []),
    username,
    password,
    version,
    fingerprint256 ?? "-",
  ]);
  const head = ["USERNAME", "PASSWORD", "VERSION", "SHA-256 OF THE CERTIFICATE"];
  return table([["URL", ...(controlled ? ["CONTROL API"] : []), ...head], ...rows]);
}
