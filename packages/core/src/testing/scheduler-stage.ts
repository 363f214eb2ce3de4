import type { JobHandler, JobRun, Scheduler, SchedulerHost } from "../ports/scheduler.ts";
import type { ContractCase } from "./contract.ts";
import { type Patience, within } from "./eventually.ts";

/** What a case does with a scheduler: it starts it with one job, `work`, and watches the runs. */
export interface SchedulerStage {
  readonly scheduler: Scheduler & SchedulerHost;
  /** Runs that have begun, oldest first. */
  readonly runs: readonly JobRun[];
  /** Most runs of one key that were under way at the same time. */
  mostAtOnce(): number;
  /** Starts the scheduler. Each run of a `work…` job does what `work` says; the default is nothing. */
  start(work?: JobHandler): Promise<void>;
  /** Resolves when so many runs have begun. */
  begun(count: number): Promise<readonly JobRun[]>;
  /** Resolves when a run that is planned now, after all others, has ended: what was due has begun by then. */
  settled(): Promise<void>;
}

/** Makes cases that each get a scheduler of their own, which is stopped in the end. */
export type StageCase = (name: string, test: (stage: SchedulerStage) => Promise<void>) => ContractCase;

/** Job names the stage has handlers for. */
export const WORK = "work";
export const OTHER = "other-work";

export function schedulerStage(scheduler: Scheduler & SchedulerHost, patience: Patience): SchedulerStage {
  const runs: JobRun[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const underWay = new Map<string, number>();
  const probes = new Map<string, () => void>();
  let most = 0;

  const watched =
    (work: JobHandler): JobHandler =>
    async (run) => {
      const now = (underWay.get(run.key) ?? 0) + 1;
      underWay.set(run.key, now);
      most = Math.max(most, now);
      runs.push(run);
      for (const { count, resolve } of waiting) if (runs.length >= count) resolve();
      try {
        await work(run);
      } finally {
        underWay.set(run.key, (underWay.get(run.key) ?? 1) - 1);
      }
    };

  return {
    scheduler,
    runs,
    mostAtOnce: () => most,
    async start(work = async () => {}) {
      const handlers = new Map<string, JobHandler>([
        [WORK, watched(work)],
        [OTHER, watched(work)],
        ["probe", async ({ key }) => probes.get(key)?.()],
      ]);
      await scheduler.start(handlers);
    },
    async begun(count) {
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push({ count, resolve });
      if (runs.length >= count) resolve();
      await within(promise, `run ${count} (there were ${runs.length})`, patience);
      return runs.slice(0, count);
    },
    async settled() {
      const key = `probe:${probes.size}`;
      const { promise, resolve } = Promise.withResolvers<void>();
      probes.set(key, resolve);
      await scheduler.at({ job: "probe", key, at: soon(0) });
      await within(promise, "the probe", patience);
    },
  };
}

/** The time in so many milliseconds. */
export const soon = (ms: number): string => new Date(Date.now() + ms).toISOString();

/** Work that goes on until it is let go. */
export function gate(): { readonly work: JobHandler; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, open: resolve };
}
