import type { Delays } from "../options.ts";
import type { CheckStatus, Instance, Seen, SetChecks } from "./instance.ts";

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

/** Settings remembered for the metrics of the past. */
const settingMemory = 50;

/** Sets the results of checks from now on. */
export function setChecks(instance: Instance, checks: SetChecks): void {
  instance.pastChecks.push(instance.checks);
  if (instance.pastChecks.length > settingMemory) instance.pastChecks.shift();
  instance.checks = checks;
}

/** Whether one of these checks failed at that moment. */
export function failedAt(
  { checks, pastChecks }: Instance,
  asked: readonly (keyof Checks)[],
  atMs: number,
): boolean {
  const settings = [...pastChecks, checks];
  const then = settings.findLast(({ sinceMs }) => sinceMs <= atMs);
  return then !== undefined && asked.some((check) => then[check] === "impaired");
}

function byAll(status: CheckStatus): Checks {
  return { instance: status, system: status, attachedEbs: status };
}

function runningSince({ runs, order }: Instance): number {
  return runs.at(-1)?.fromMs ?? order.atMs;
}
