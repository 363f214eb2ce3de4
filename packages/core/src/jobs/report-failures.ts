import type { Logger } from "../ports/logger.ts";
import type { JobHandler } from "../ports/scheduler.ts";

/** Logs what goes wrong in jobs, besides letting the scheduler know: a job that runs once leaves no other trace. */
export function reportFailures(
  handlers: ReadonlyMap<string, JobHandler>,
  logger: Logger,
): ReadonlyMap<string, JobHandler> {
  const reporting =
    (handler: JobHandler): JobHandler =>
    async (run) => {
      try {
        await handler(run);
      } catch (error) {
        // A stop ends whatever is under way: that is no failure.
        if (!run.signal.aborted) {
          logger.error(`Job ${run.job} failed.`, { key: run.key, error: String(error) });
        }
        throw error;
      }
    };
  return new Map([...handlers].map(([job, handler]) => [job, reporting(handler)]));
}
