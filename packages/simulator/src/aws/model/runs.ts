import type { Instance } from "./instance.ts";

/** Runs remembered for the metrics of the past. */
const runMemory = 50;

/** Notes that it runs from this moment on. */
export function beginRun(instance: Instance, fromMs: number): void {
  instance.runs.push({ fromMs });
  if (instance.runs.length > runMemory) instance.runs.shift();
}

/** Notes that it no longer runs. */
export function endRun(instance: Instance, untilMs: number): void {
  const run = instance.runs.at(-1);
  if (run && run.untilMs === undefined) run.untilMs = untilMs;
}

/** Whether it ran at that moment. */
export function ranAt({ runs }: Instance, atMs: number): boolean {
  return runs.some(({ fromMs, untilMs = Number.POSITIVE_INFINITY }) => fromMs <= atMs && atMs < untilMs);
}

/** Whether it ran at any moment from `fromMs` to `untilMs`. */
export function ranBetween({ runs }: Instance, fromMs: number, untilMs: number): boolean {
  return runs.some((run) => run.fromMs < untilMs && (run.untilMs ?? Number.POSITIVE_INFINITY) > fromMs);
}
