import {
  CoreError,
  type Fleet,
  regionName as region,
  statusesOf,
  type WorkerSnapshot,
  wireStatuses,
} from "@cml-fleet/core";
import { Router } from "express";
import { z } from "zod";
import type { Caller } from "../caller.ts";
import { parsed } from "../parsed.ts";
import { importBody, importInput, importResult } from "./import-body.ts";

const listQuery = z.object({
  status: z.enum(wireStatuses).optional(),
  /** Part of a name, an instance id or an address. */
  search: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  after: z.string().max(100).optional(),
});

const instancePath = z.object({
  region,
  instance: z.string().regex(/^i-[0-9a-f]{8,17}$/, "Not an instance id: i- and 8 to 17 hex digits."),
});

const certificateBody = z.strictObject({ fingerprint256: z.string() });

/** The routes below `/api/workers`, on the predecessor's paths. */
export function workerRoutes(fleet: Fleet, caller: Caller): Router {
  const routes = Router();

  /** A worker of another region is not found: its path would be a second name for it. */
  async function found(params: { readonly region: string; readonly id: string }): Promise<WorkerSnapshot> {
    const worker = await fleet.workers.get(params.id);
    if (worker.aws_region === params.region) return worker;
    throw new CoreError(`There is no worker ${params.id} in ${params.region}.`, { code: "not_found" });
  }

  routes.get(["/", "/region/:region/workers"], async (request, response) => {
    const { status, search, limit, after } = parsed(listQuery, request.query);
    const one = request.params["region"];
    const page = await fleet.workers.list({
      ...(one !== undefined && { regions: [parsed(region, one)] }),
      ...(status && { statuses: statusesOf(status) }),
      ...(search && { text: search }),
      ...(after && { after }),
      limit,
    });
    if (page.next !== undefined) {
      const next = new URLSearchParams({ ...stringsIn(request.query), after: page.next });
      response.links({ next: `${request.baseUrl}${request.path}?${next}` });
    }
    response.json(page.workers);
  });

  routes.get("/region/:region/workers/:id", async (request, response) => {
    response.json(await found(request.params));
  });

  routes.get("/region/:region/instance/:instance", async (request, response) => {
    const { region: where, instance } = parsed(instancePath, request.params);
    const worker = await fleet.workers.findByInstance(instance);
    if (worker?.aws_region !== where) {
      throw new CoreError(`No worker in ${where} has instance ${instance}.`, { code: "not_found" });
    }
    response.json(worker);
  });

  routes.post("/region/:region/workers/import", async (request, response) => {
    const input = importInput(parsed(region, request.params.region), parsed(importBody, request.body ?? {}));
    const result = await fleet.workers.import(input, { actor: caller(request) });
    response.json(importResult(result));
  });

  routes.post("/region/:region/workers/:id/start", async (request, response) => {
    const { id } = await found(request.params);
    await fleet.workers.start(id, { actor: caller(request) });
    response.json(await fleet.workers.get(id));
  });

  routes.post("/region/:region/workers/:id/stop", async (request, response) => {
    const { id } = await found(request.params);
    await fleet.workers.stop(id, { actor: caller(request) });
    response.json(await fleet.workers.get(id));
  });

  routes.post("/region/:region/workers/:id/refresh", async (request, response) => {
    const { id, status } = await found(request.params);
    const decision = await fleet.workers.refresh(id);
    if (decision.scheduled) {
      response.json({ scheduled: true, job_id: decision.jobId, eta_seconds: decision.etaSeconds });
      return;
    }
    const { reason, message, retryAfterSeconds } = decision;
    if (retryAfterSeconds !== undefined) response.set("retry-after", String(retryAfterSeconds));
    response.json({
      scheduled: false,
      reason,
      message,
      worker_status: status,
      retry_after_seconds: retryAfterSeconds ?? null,
    });
  });

  routes.post("/region/:region/workers/:id/certificate", async (request, response) => {
    const { id } = await found(request.params);
    const { fingerprint256 } = parsed(certificateBody, request.body ?? {});
    await fleet.workers.trustCertificate(id, fingerprint256, { actor: caller(request) });
    response.json(await fleet.workers.get(id));
  });

  return routes;
}

function stringsIn(query: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
