import { shownFingerprint } from "../cml/shown-fingerprint.ts";
import type { CmlSimulator } from "../cml/simulated-controller.ts";
import { table } from "./table.ts";

/** What a program needs to talk to it; `controlUrl` only where there is a control API. */
export function lineOf(sim: CmlSimulator): object {
  const { url, username, password, version, control } = sim;
  // Over plain HTTP there is none, and the field stays.
  return {
    url,
    username,
    password,
    fingerprint256: shownFingerprint(sim) ?? null,
    version,
    ...(control && { controlUrl: control.url }),
  };
}

/** The same for a person. */
export function tableOf(controllers: readonly CmlSimulator[]): string {
  const controlled = controllers.some(({ control }) => control !== undefined);
  const rows = controllers.map((sim) => [
    sim.url,
    ...(controlled ? [sim.control?.url ?? "-"] : []),
    sim.username,
    sim.password,
    sim.version,
    shownFingerprint(sim) ?? "-",
  ]);
  const head = ["USERNAME", "PASSWORD", "VERSION", "SHA-256 OF THE CERTIFICATE"];
  return table([["URL", ...(controlled ? ["CONTROL API"] : []), ...head], ...rows]);
}
