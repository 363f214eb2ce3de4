import { CoreError } from "../errors.ts";
import { type Clock, systemClock } from "../kernel/time.ts";
import type { JobHandler, ScheduledJob, Scheduler, SchedulerHost } from "../ports/scheduler.ts";
import { type Entry, scheduleEntry } from "./scheduler-entry.ts";

/** How {@link inProcessScheduler} tells the time. */
export interface InProcessSchedulerOptions {
  /** @defaultValue the system's clock */
  readonly clock?: Clock;
}

/** A scheduler for one process. Its plan ends with the process; recurrent jobs are planned anew at each start. */
export function inProcessScheduler(options: InProcessSchedulerOptions = {}): Scheduler & SchedulerHost {
  const { clock = systemClock } = options;
  const entries = new Map<string, Entry>();
  const stopping = new AbortController();
  let handlers: ReadonlyMap<string, JobHandler> | undefined;

  function plan(key: string, make: () => Entry): void {
    if (stopping.signal.aborted) return;
    entries.get(key)?.cancel();
    const entry = make();
    entries.set(key, entry);
    if (handlers) entry.arm();
  }

  const environment = {
    clock,
    signal: stopping.signal,
    handlerOf: (job: string) => handlers?.get(job),
    forget: (entry: Entry) => {
      if (entries.get(entry.key) === entry) entries.delete(entry.key);
    },
    isIdle: (key: string, self: Entry) => ![...running].some((entry) => entry.key === key && entry !== self),
  };
  const running = new Set<Entry>();

  return {
    async every({ job, intervalMs, runAtStart = false }) {
      if (!(intervalMs > 0)) {
        throw new CoreError(`Job ${job} needs an interval above 0 ms.`, { code: "invalid_input" });
      }
      const firstAt = clock.now() + (runAtStart ? 0 : intervalMs);
      plan(job, () =>
        scheduleEntry(environment, running, { job, key: job, payload: {}, firstAt, intervalMs }),
      );
    },
    async at({ job, key, at, payload = {} }) {
      const firstAt = Date.parse(at);
      plan(key, () => scheduleEntry(environment, running, { job, key, payload, firstAt }));
    },
    async cancel(key) {
      const entry = entries.get(key);
      entry?.cancel();
      return entries.delete(key);
    },
    async list(): Promise<ScheduledJob[]> {
      return [...entries.values()].map((entry) => entry.describe());
    },
    async trigger(key) {
      const entry = entries.get(key);
      if (!entry) throw new CoreError(`There is no job ${key}.`, { code: "not_found" });
      entry.runNow();
    },
    async start(given) {
      handlers = given;
      for (const entry of entries.values()) entry.arm();
    },
    async stop() {
      stopping.abort();
      for (const entry of entries.values()) entry.cancel();
      entries.clear();
      await Promise.all([...running].map((entry) => entry.idle()));
    },
  };
}
