import type { Delays } from "../options.ts";
import type { Instance, MonitoringState } from "./instance.ts";

/** Changes remembered for the metrics of the past. */
const changeMemory = 20;

/** How far the last change of detailed monitoring has come. */
export function monitoringState(instance: Instance, delays: Delays, nowMs: number): MonitoringState {
  const { detailed, atMs } = instance.monitoring.at(-1)!;
  const through = nowMs - atMs >= delays.monitoringMs;
  if (detailed) return through ? "enabled" : "pending";
  return through ? "disabled" : "disabling";
}

/** When the last change of detailed monitoring gets on by itself. */
export function monitoringEndsAt({ monitoring }: Instance, delays: Delays, nowMs: number): number {
  const throughMs = monitoring.at(-1)!.atMs + delays.monitoringMs;
  return nowMs < throughMs ? throughMs : Number.POSITIVE_INFINITY;
}

/** Asks for detailed monitoring or for the basic one; asking again for the same changes nothing. */
export function setMonitoring(instance: Instance, detailed: boolean, nowMs: number): void {
  if (instance.monitoring.at(-1)!.detailed === detailed) return;
  instance.monitoring.push({ detailed, atMs: nowMs });
  instance.revision += 1;
  if (instance.monitoring.length > changeMemory) instance.monitoring.shift();
}

/** Whether EC2 published its metrics every minute at that moment. */
export function detailedAt({ monitoring }: Instance, delays: Delays, atMs: number): boolean {
  const change = monitoring.findLast((one) => one.atMs + delays.monitoringMs <= atMs);
  return change ? change.detailed : false;
}
