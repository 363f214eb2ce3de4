import type { Clock } from "../kernel/time.ts";
import type { JobHandler, JobPayload, ScheduledJob } from "../ports/scheduler.ts";

/** What one planned job is. */
interface Plan {
  readonly job: string;
  readonly key: string;
  readonly payload: JobPayload;
  /** Milliseconds since 1970. */
  readonly firstAt: number;
  /** Absent for a job that runs once. */
  readonly intervalMs?: number;
}

interface Environment {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly handlerOf: (job: string) => JobHandler | undefined;
  readonly forget: (entry: Entry) => void;
  /** Whether no other entry of this key is running: a replaced one may still be. */
  readonly isIdle: (key: string, self: Entry) => boolean;
}

/** One job on the plan of the in-process scheduler. */
export interface Entry {
  readonly key: string;
  arm(): void;
  runNow(): void;
  cancel(): void;
  describe(): ScheduledJob;
  /** Resolves when no run is under way. */
  idle(): Promise<void>;
}

/** `setTimeout` takes at most 2^31 - 1 ms; a longer wait is made of several. */
const LONGEST_WAIT_MS = 2_147_483_647;

export function scheduleEntry(environment: Environment, running: Set<Entry>, plan: Plan): Entry {
  const { clock } = environment;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextAt: number | undefined = plan.firstAt;
  let current: Promise<void> | undefined;
  let again = false;
  let cancelled = false;
  let last: Pick<ScheduledJob, "lastRunAt" | "lastDurationMs" | "lastError"> = {};

  const entry: Entry = {
    key: plan.key,
    arm() {
      clearTimeout(timer);
      if (cancelled || nextAt === undefined) return;
      const waitMs = Math.min(Math.max(0, nextAt - clock.now()), LONGEST_WAIT_MS);
      timer = setTimeout(() => (nextAt !== undefined && nextAt > clock.now() ? entry.arm() : due()), waitMs);
    },
    runNow() {
      if (current === undefined) run();
      else again = true;
    },
    cancel() {
      cancelled = true;
      clearTimeout(timer);
    },
    describe: () => ({
      key: plan.key,
      job: plan.job,
      trigger: plan.intervalMs === undefined ? "once" : `every ${plan.intervalMs / 1000} s`,
      running: current !== undefined,
      ...(nextAt !== undefined && { nextRunAt: new Date(nextAt).toISOString() }),
      ...last,
    }),
    idle: () => current ?? Promise.resolve(),
  };

  /** The planned time has come. An interval that was missed, or whose run is still under way, is run once. */
  function due(): void {
    if (plan.intervalMs === undefined) nextAt = undefined;
    else nextAt = Math.max((nextAt ?? 0) + plan.intervalMs, clock.now() + 1);
    entry.arm();
    if (current === undefined && environment.isIdle(plan.key, entry)) run();
    else if (plan.intervalMs === undefined) retrySoon();
  }

  function retrySoon(): void {
    nextAt = clock.now() + 50;
    entry.arm();
  }

  function run(): void {
    const handler = environment.handlerOf(plan.job);
    const startedAt = clock.now();
    running.add(entry);
    current = Promise.resolve()
      .then(() => {
        if (!handler) throw new Error(`Nobody handles job ${plan.job}.`);
        return handler({ job: plan.job, key: plan.key, payload: plan.payload, signal: environment.signal });
      })
      .then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      )
      .then((lastError) => ended(startedAt, lastError));
  }

  function ended(startedAt: number, lastError: string | undefined): void {
    current = undefined;
    running.delete(entry);
    last = {
      lastRunAt: new Date(startedAt).toISOString(),
      lastDurationMs: clock.now() - startedAt,
      ...(lastError !== undefined && { lastError }),
    };
    if (again && !cancelled) {
      again = false;
      run();
    } else if (nextAt === undefined) environment.forget(entry);
  }

  return entry;
}
