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

/** What an entry needs of its scheduler. */
export interface Environment {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly handlerOf: (job: string) => JobHandler | undefined;
  /** Whether a run may begin: the scheduler has started, and no run of this key is under way. */
  readonly isFree: (key: string) => boolean;
  readonly isRunning: (key: string) => boolean;
  /** Takes the key until the run has ended; then whichever entry has the key is woken. */
  readonly occupy: (key: string, run: Promise<void>) => void;
  readonly forget: (entry: Entry) => void;
}

/** One job on the plan of the in-process scheduler. */
export interface Entry {
  readonly key: string;
  /** Sets the alarm for the next planned time. */
  arm(): void;
  /** Runs it now or, when that cannot be, as soon as it can; once, however often that was wanted meanwhile. */
  want(): void;
  /** A run that is wanted may be possible now. */
  wake(): void;
  cancel(): void;
  describe(): ScheduledJob;
}

/** `setTimeout` takes at most 2^31 - 1 ms; a longer wait is made of several. */
const LONGEST_WAIT_MS = 2_147_483_647;

export function scheduleEntry(environment: Environment, plan: Plan): Entry {
  const { clock } = environment;
  const { key, job, payload, intervalMs } = plan;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let nextAt: number | undefined = plan.firstAt;
  let wanted = false;
  let cancelled = false;
  let last: Pick<ScheduledJob, "lastRunAt" | "lastDurationMs" | "lastError"> = {};

  const entry: Entry = {
    key,
    arm() {
      clearTimeout(timer);
      if (cancelled || nextAt === undefined) return;
      const waitMs = Math.min(Math.max(0, nextAt - clock.now()), LONGEST_WAIT_MS);
      timer = setTimeout(() => (nextAt !== undefined && nextAt > clock.now() ? entry.arm() : due()), waitMs);
    },
    want() {
      wanted = true;
      entry.wake();
    },
    wake() {
      if (!wanted || cancelled || !environment.isFree(key)) return;
      wanted = false;
      environment.occupy(key, run());
    },
    cancel() {
      cancelled = true;
      clearTimeout(timer);
    },
    describe: () => ({
      key,
      job,
      trigger: intervalMs === undefined ? "once" : `every ${intervalMs / 1000} s`,
      running: environment.isRunning(key),
      ...(nextAt !== undefined && { nextRunAt: new Date(nextAt).toISOString() }),
      ...last,
    }),
  };

  /** The planned time has come. After several that were missed, the plan begins anew from now. */
  function due(): void {
    const planned = intervalMs === undefined ? undefined : (nextAt ?? 0) + intervalMs;
    const now = clock.now();
    nextAt = planned !== undefined && planned <= now ? now + (intervalMs ?? 0) : planned;
    entry.arm();
    entry.want();
  }

  async function run(): Promise<void> {
    const startedAt = clock.now();
    const lastError = await failureOf(environment.handlerOf(job));
    last = {
      lastRunAt: new Date(startedAt).toISOString(),
      lastDurationMs: clock.now() - startedAt,
      ...(lastError !== undefined && { lastError }),
    };
    if (nextAt === undefined && !wanted) environment.forget(entry);
  }

  async function failureOf(handler: JobHandler | undefined): Promise<string | undefined> {
    try {
      if (!handler) throw new Error(`Nobody handles job ${job}.`);
      await handler({ job, key, payload, signal: environment.signal });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  return entry;
}
