import { Router } from "express";
import { sendProblem } from "../problem.ts";
import type { Readiness } from "../readiness.ts";

/** Is the process alive (`/health`), and can it work (`/ready`)? */
export function healthRoutes(readiness: Readiness): Router {
  const routes = Router();
  routes.get(["/health", "/api/app/health"], (_request, response) => {
    response.json({ online: true, status: "healthy", detail: "The service runs." });
  });
  routes.get("/ready", async (_request, response) => {
    const problem = await readiness.problem();
    if (problem === undefined) response.json({ ready: true });
    else sendProblem(response, 503, "unavailable", problem);
  });
  return routes;
}
