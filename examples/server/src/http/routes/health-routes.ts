import type { Fleet } from "@cml-fleet/core";
import { Router } from "express";
import { sendProblem } from "../problem.ts";

/** Is the process alive (`/health`), and can it work (`/ready`)? */
export function healthRoutes(fleet: Fleet): Router {
  const routes = Router();
  routes.get(["/health", "/api/app/health"], (_request, response) => {
    response.json({ online: true, status: "healthy", detail: "The service runs." });
  });
  routes.get("/ready", async (_request, response) => {
    try {
      await fleet.workers.list({ limit: 1 });
      response.json({ ready: true });
    } catch {
      sendProblem(response, 503, "unavailable", "The database cannot be read.");
    }
  });
  return routes;
}
