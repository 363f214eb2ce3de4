import type { Fleet } from "@cml-fleet/core";
import { Router } from "express";

/** The scheduler's jobs, below `/api/system/scheduler`, on the predecessor's paths. */
export function jobRoutes(fleet: Fleet): Router {
  const routes = Router();
  routes.get("/jobs", async (_request, response) => {
    const jobs = await fleet.jobs.list();
    response.json(
      jobs.map((job) => ({
        id: job.key,
        name: job.job,
        command: job.job,
        trigger: job.trigger,
        pending: !job.running,
        next_run_time: job.nextRunAt ?? null,
        last_run_time: job.lastRunAt ?? null,
        last_duration_ms: job.lastDurationMs ?? null,
        last_error: job.lastError ?? null,
      })),
    );
  });
  routes.post("/jobs/:job/trigger", async ({ params: { job } }, response) => {
    await fleet.jobs.trigger(job);
    response.status(202).json({ job_id: job, triggered: true });
  });
  return routes;
}
