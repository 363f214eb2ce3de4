import pLimit from "p-limit";
import type { Worker } from "../worker/index.ts";

/** Runs visits, only so many at a time. */
export type VisitLanes = <T>(worker: Worker, visit: () => Promise<T>) => Promise<T>;

/** Controllers that answered last time, and those that did not. */
const SOUND = 64;
const SUSPECT = 32;

/** Two lanes, so that controllers that hang never keep those that answer waiting. */
export function visitLanes(): VisitLanes {
  const sound = pLimit(SOUND);
  const suspect = pLimit(SUSPECT);
  return (worker, visit) => (worker.service.status === "available" ? sound(visit) : suspect(visit));
}
