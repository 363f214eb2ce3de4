import { publishEphemeral } from "../events/publish-ephemeral.ts";
import { wireStatus } from "../events/wire-status.ts";
import { elapsedMs, type Timestamp, timestamp } from "../kernel/time.ts";
import { known } from "../kernel/update.ts";
import type { Scheduler } from "../ports/scheduler.ts";
import type { WorkflowPorts } from "./ports.ts";

/** Why a refresh was not planned: it would tell nothing new, or is coming anyway. */
export type RefreshSkip = "not_running" | "rate_limited" | "background_job_imminent" | "already_scheduled";

/** What became of the wish for a refresh. */
export type RefreshDecision =
  | { readonly scheduled: true; readonly jobId: string; readonly etaSeconds: number }
  | {
      readonly scheduled: false;
      readonly reason: RefreshSkip;
      readonly message: string;
      /** When to ask again, in seconds, where that is known. */
      readonly retryAfterSeconds?: number;
    };

/** How wishes for a refresh are slowed down. */
export interface RefreshThrottle {
  /** Shortest time between two refreshes of one worker, in milliseconds. @defaultValue 10_000 */
  readonly minIntervalMs?: number;
  /** A fleet refresh that is due within this time makes one for a single worker needless. @defaultValue 10_000 */
  readonly imminentMs?: number;
}

export const ON_DEMAND_JOB = "on-demand-refresh";
export const METRICS_JOB = "worker-metrics";

/**
 * Wishes for fresh data about one worker. Answers at once with what was decided; the refresh itself is a job, and its
 * results come as events.
 *
 * @throws CoreError `not_found`
 */
export async function refreshWorker(
  ports: WorkflowPorts,
  scheduler: Scheduler,
  id: string,
  throttle: RefreshThrottle = {},
): Promise<RefreshDecision> {
  const decision = await decide(ports, scheduler, id, throttle);
  const at = timestamp(ports.clock);
  if (decision.scheduled) {
    await planRefresh(scheduler, id, at);
    const { etaSeconds: eta_seconds } = decision;
    await publishEphemeral(ports, "worker.refresh.requested", id, {
      worker_id: id,
      requested_at: at,
      eta_seconds,
    });
  } else {
    const { reason, message, retryAfterSeconds = null } = decision;
    await publishEphemeral(ports, "worker.refresh.skipped", id, {
      worker_id: id,
      skipped_at: at,
      reason,
      message,
      seconds_until_next: retryAfterSeconds,
    });
  }
  return decision;
}

async function decide(
  { workers, observations, clock }: WorkflowPorts,
  scheduler: Scheduler,
  id: string,
  { minIntervalMs = 10_000, imminentMs = 10_000 }: RefreshThrottle,
): Promise<RefreshDecision> {
  const { state: worker } = known(await workers.load(id), "worker", id);
  const { status } = worker.lifecycle;
  const skip = (reason: RefreshSkip, message: string, waitMs?: number): RefreshDecision => ({
    scheduled: false,
    reason,
    message,
    ...(waitMs !== undefined && { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) }),
  });
  if (status !== "running") return skip("not_running", `Worker ${worker.name} is ${wireStatus(status)}.`);

  const at = timestamp(clock);
  const seenAt = (await observations.load([id])).get(id)?.ec2?.checkedAt;
  const ageMs = seenAt === undefined ? Number.POSITIVE_INFINITY : elapsedMs(seenAt, at);
  if (ageMs < minIntervalMs)
    return skip("rate_limited", "It was refreshed a moment ago.", minIntervalMs - ageMs);

  const jobs = await scheduler.list();
  const next = jobs.find(({ key }) => key === METRICS_JOB)?.nextRunAt;
  const dueMs = next === undefined ? Number.POSITIVE_INFINITY : elapsedMs(at, next);
  if (dueMs <= imminentMs)
    return skip("background_job_imminent", "The whole fleet is about to be refreshed.", dueMs);

  const jobId = keyOf(id);
  if (jobs.some(({ key }) => key === jobId))
    return skip("already_scheduled", "A refresh of it is planned already.", 1000);
  return { scheduled: true, jobId, etaSeconds: 1 };
}

/** Plans a refresh of one worker, whether or not one is wanted often: a command may have made its old state doubtful. */
export async function planRefresh(scheduler: Scheduler, id: string, at: Timestamp): Promise<void> {
  await scheduler.at({ job: ON_DEMAND_JOB, key: keyOf(id), at, payload: { workerId: id } });
}

const keyOf = (id: string) => `${ON_DEMAND_JOB}:${id}`;
