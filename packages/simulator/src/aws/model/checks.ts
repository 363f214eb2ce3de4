import type { Delays } from "../options.ts";
import type { CheckStatus, Instance } from "./instance.ts";
import type { Seen } from "./visible.ts";

/** The status checks of an instance at one moment. */
export interface Checks {
  readonly instance: CheckStatus;
  readonly system: CheckStatus;
}

/** Only what runs is checked, and for the first minutes the checks are still to come. */
export function checksNow({ instance, state }: Seen, delays: Delays, nowMs: number): Checks {
  if (state !== "running") return { instance: "not-applicable", system: "not-applicable" };
  const byTime = nowMs - runningSince(instance) < delays.statusChecksMs ? "initializing" : "ok";
  return { instance: instance.checks.instance ?? byTime, system: instance.checks.system ?? byTime };
}

function runningSince({ runs, order }: Instance): number {
  return runs.at(-1)?.fromMs ?? order.atMs;
}
