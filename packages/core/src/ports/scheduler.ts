import type { Timestamp } from "../kernel/time.ts";

/** Arguments of one run: plain JSON, ids rather than documents, never a secret. */
export type JobPayload = Readonly<Record<string, string | number | boolean | null>>;

/** What a handler is given. */
export interface JobRun {
  readonly job: string;
  readonly key: string;
  readonly payload: JobPayload;
  /** Ends when the scheduler stops. */
  readonly signal: AbortSignal;
}

export type JobHandler = (run: JobRun) => Promise<void>;

/** A repeating job. Its key is its name. */
export interface RecurrentJob {
  readonly job: string;
  /** From the start of one run to the start of the next, in milliseconds. */
  readonly intervalMs: number;
  /** Whether to run it right away as well. @defaultValue false */
  readonly runAtStart?: boolean;
}

/** One run at a certain time. */
export interface OneShotJob {
  readonly job: string;
  /** Names the run: asking again with the same key replaces what was planned. */
  readonly key: string;
  readonly at: Timestamp;
  readonly payload?: JobPayload;
}

/** A planned or running job, for people to look at. */
export interface ScheduledJob {
  readonly key: string;
  readonly job: string;
  /** `every 300 s` or `once`. */
  readonly trigger: string;
  readonly running: boolean;
  /** Absent while it runs for the last time. */
  readonly nextRunAt?: Timestamp;
  readonly lastRunAt?: Timestamp;
  readonly lastDurationMs?: number;
  /** Message of the last run's error; absent when it succeeded. */
  readonly lastError?: string;
}

/**
 * Runs jobs at least once, never two runs of one key at a time, and a missed interval once rather than many times.
 * A run that throws is reported in {@link Scheduler.list}; the next one comes all the same.
 */
export interface Scheduler {
  every(job: RecurrentJob): Promise<void>;
  at(job: OneShotJob): Promise<void>;
  /** @returns Whether there was something to cancel. A run under way is not interrupted. */
  cancel(key: string): Promise<boolean>;
  list(): Promise<ScheduledJob[]>;
  /** Runs it now, outside its plan; while it runs already, right after. @throws CoreError `not_found` */
  trigger(key: string): Promise<void>;
}

/** The side of a scheduler that the fleet drives: nothing runs before `start`, nothing after `stop`. */
export interface SchedulerHost {
  start(handlers: ReadonlyMap<string, JobHandler>): Promise<void>;
  /** Takes no new run, aborts the signal of those under way, and waits for them. */
  stop(): Promise<void>;
}
