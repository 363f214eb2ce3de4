import { CoreError } from "../errors.ts";
import { type Clock, systemClock } from "../kernel/time.ts";
import type { JobHandler, ScheduledJob, Scheduler, SchedulerHost } from "../ports/scheduler.ts";
import { type Entry, type Environment, scheduleEntry } from "./scheduler-entry.ts";

/** How {@link inProcessScheduler} tells the time. */
export interface InProcessSchedulerOptions {
  /** @defaultValue the system's clock */
  readonly clock?: Clock;
}

/** A scheduler for one process. Its plan ends with the process; recurrent jobs are planned anew at each start. */
export function inProcessScheduler(options: InProcessSchedulerOptions = {}): Scheduler & SchedulerHost {
  const { clock = systemClock } = options;
  const entries = new Map<string, Entry>();
  /** By key and not by entry: a run goes on when its entry was replaced or cancelled. */
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let handlers: ReadonlyMap<string, JobHandler> | undefined;

  const environment: Environment = {
    clock,
    signal: stopping.signal,
    handlerOf: (job) => handlers?.get(job),
    isFree: (key) => handlers !== undefined && !stopping.signal.aborted && !running.has(key),
    isRunning: (key) => running.has(key),
    occupy(key, run) {
      const ended = run.then(() => {
        running.delete(key);
        entries.get(key)?.wake();
      });
      running.set(key, ended);
    },
    forget(entry) {
      if (entries.get(entry.key) === entry) entries.delete(entry.key);
    },
  };

  function plan(entry: Entry): void {
    if (stopping.signal.aborted) return;
    entries.get(entry.key)?.cancel();
    entries.set(entry.key, entry);
    if (handlers) entry.arm();
  }

  return {
    async every({ job, intervalMs, runAtStart = false }) {
      if (!(intervalMs > 0)) {
        throw new CoreError(`Job ${job} needs an interval above 0 ms.`, { code: "invalid_input" });
      }
      const firstAt = clock.now() + (runAtStart ? 0 : intervalMs);
      plan(scheduleEntry(environment, { job, key: job, payload: {}, firstAt, intervalMs }));
    },
    async at({ job, key, at, payload = {} }) {
      const firstAt = Date.parse(at);
      if (Number.isNaN(firstAt)) {
        throw new CoreError(`Job ${key} needs a time to run at: ${at} is none.`, { code: "invalid_input" });
      }
      plan(scheduleEntry(environment, { job, key, payload, firstAt }));
    },
    async cancel(key) {
      entries.get(key)?.cancel();
      return entries.delete(key);
    },
    async list(): Promise<ScheduledJob[]> {
      return [...entries.values()].map((entry) => entry.describe());
    },
    async trigger(key) {
      const entry = entries.get(key);
      if (!entry) throw new CoreError(`There is no job ${key}.`, { code: "not_found" });
      entry.want();
    },
    async start(given) {
      handlers = given;
      for (const entry of entries.values()) {
        entry.arm();
        entry.wake();
      }
    },
    async stop() {
      stopping.abort();
      for (const entry of entries.values()) entry.cancel();
      entries.clear();
      await Promise.all(running.values());
    },
  };
}
