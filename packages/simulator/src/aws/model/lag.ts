import type { Delays } from "../options.ts";
import type { Instance, Seen } from "./instance.ts";
import type { Before } from "./instance-state.ts";

const noTags: Map<string, string> = new Map();

/** An instance as descriptions show it: they may know neither its last order nor its tags yet. */
export function shown(seen: Seen, delays: Delays, nowMs: number): Seen {
  const { instance } = seen;
  const { before } = instance.order;
  const isLate = before !== undefined && nowMs < instance.order.atMs + delays.readLagMs;
  const isBare = nowMs < instance.tagsFromMs;
  if (!isLate && !isBare) return seen;
  const { state, ...looks } = isLate ? before : { state: seen.state };
  return { ...seen, state, instance: { ...instance, ...looks, ...(isBare && { tags: noTags }) } };
}

/** An instance in a state. */
export type Looking = Pick<Seen, "instance" | "state">;

/** When descriptions catch up with it. */
export function shownUntil({ order, tagsFromMs }: Instance, delays: Delays, nowMs: number): number {
  const moments = [tagsFromMs, order.before === undefined ? 0 : order.atMs + delays.readLagMs];
  return Math.min(...moments.filter((atMs) => nowMs < atMs));
}

/** What an instance looks like before an order. */
export function lookOf({ instance, state }: Looking): Before {
  const { publicIp, transitionReason } = instance;
  return { state, publicIp, transitionReason };
}
