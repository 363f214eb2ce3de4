import type { Delays } from "../options.ts";
import type { CheckStatus, Instance, Seen } from "./instance.ts";

/** The status checks of an instance at one moment. */
export interface Checks {
  readonly instance: CheckStatus;
  readonly system: CheckStatus;
  readonly attachedEbs: CheckStatus;
}

/** Only what runs is checked, and for the first minutes the checks are still to come. */
export function checksNow({ instance, state }: Seen, delays: Delays, nowMs: number): Checks {
  if (state !== "running") return byAll("not-applicable");
  const byTime = nowMs - runningSince(instance) < delays.statusChecksMs ? "initializing" : "ok";
  const { sinceMs, ...set } = instance.checks;
  return { ...byAll(byTime), ...set };
}

function byAll(status: CheckStatus): Checks {
  return { instance: status, system: status, attachedEbs: status };
}

function runningSince({ runs, order }: Instance): number {
  return runs.at(-1)?.fromMs ?? order.atMs;
}
