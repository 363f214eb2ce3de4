import pLimit from "p-limit";
import type { Worker } from "../worker/index.ts";
import { isLate } from "./patience.ts";

/** A visit that had its turn. */
export interface LaneVisit<Report> {
  readonly outcome: Promise<Report>;
  /** Whether it had not ended when its place was given to another; it goes on all the same. */
  readonly late: boolean;
}

/** Begins visits, only so many at a time. Resolves when the visit ended, or took so long that it lost its place. */
export type VisitLanes = <Report>(worker: Worker, visit: () => Promise<Report>) => Promise<LaneVisit<Report>>;

/** Places for controllers that are believed to answer, and for those that gave no answer in time when last asked. */
const SOUND = 64;
const SILENT = 32;

/**
 * Controllers that hang, however many, keep those that answer waiting for at most the patience times how many of them
 * are new to it, by {@link SOUND}: known ones have a lane of their own.
 */
export function visitLanes(): VisitLanes {
  const sound = pLimit(SOUND);
  const silent = pLimit(SILENT);
  return (worker, visit) => {
    const lane = worker.service.reason?.code === "timeout" ? silent : sound;
    return lane(async () => {
      const outcome = visit();
      return { outcome, late: await isLate(outcome) };
    });
  };
}
