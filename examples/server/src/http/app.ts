import { fileURLToPath } from "node:url";
import type { Fleet, Logger } from "@cml-fleet/core";
import express, { type Express } from "express";
import helmet from "helmet";
import type { Streams } from "../stream/streams.ts";
import { localUser } from "./caller.ts";
import { localOnly } from "./local-only.ts";
import { noSuchPath, problems } from "./problem.ts";
import type { Readiness } from "./readiness.ts";
import { healthRoutes } from "./routes/health-routes.ts";
import { jobRoutes } from "./routes/job-routes.ts";
import { labRoutes } from "./routes/lab-routes.ts";
import { workerRoutes } from "./routes/worker-routes.ts";

/** What the HTTP side works with. */
export interface AppOptions {
  readonly fleet: Fleet;
  readonly streams: Streams;
  readonly logger: Logger;
  readonly readiness: Readiness;
}

const page = fileURLToPath(new URL("../../public", import.meta.url));

/** Everything the service answers over HTTP. */
export function createApp({ fleet, streams, logger, readiness }: AppOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'", "data:"],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      // Loopback speaks plain HTTP; there is nothing to upgrade.
      strictTransportSecurity: false,
    }),
    localOnly,
  );
  app.use(healthRoutes(readiness));
  app.use(express.static(page, { fallthrough: true, redirect: false }));
  app.use("/api", express.json({ limit: "100kb" }));
  app.use("/api/workers", workerRoutes(fleet, localUser));
  app.use("/api/labs", labRoutes(fleet));
  app.use("/api/system/scheduler", jobRoutes(fleet));
  app.get("/api/events/stream", streams.handler);
  app.use(noSuchPath, problems(logger));
  return app;
}
