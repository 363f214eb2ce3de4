import {
  createFleet,
  type EventLog,
  type Fleet,
  memoryEventLog,
  memoryLeases,
  memoryObservations,
  memoryWorkers,
  silentLogger,
  systemClock,
  type WorkerEvent,
} from "@cml-fleet/core";
import { type MemoryCloud, type MemoryGateway, memoryCloud, memoryGateway } from "@cml-fleet/core/testing";
import { onTestFinished } from "vitest";
import { createApp } from "../../src/http/app.ts";
import { listen } from "../../src/http/listen.ts";
import { readiness } from "../../src/http/readiness.ts";
import { openStreams } from "../../src/stream/streams.ts";

/** The HTTP side of the service on a fleet in memory. */
export interface TestService {
  readonly url: string;
  readonly fleet: Fleet;
  readonly cloud: MemoryCloud;
  readonly gateway: MemoryGateway;
  readonly eventLog: EventLog<WorkerEvent>;
  /** Says goodbye to the streams, as the service does when it stops. */
  closeStreams(): void;
}

export async function testService(): Promise<TestService> {
  const cloud = memoryCloud();
  const gateway = memoryGateway();
  const eventLog = memoryEventLog<WorkerEvent>();
  const leases = memoryLeases(systemClock);
  const fleet = createFleet({
    workers: memoryWorkers(),
    observations: memoryObservations(),
    eventLog,
    leases,
    instances: cloud.instances,
    images: cloud.images,
    metrics: cloud.metrics,
    gateway,
  });
  await fleet.start();
  const streams = await openStreams(fleet);
  const ready = readiness({ read: () => fleet.workers.list({ limit: 1 }), leases });
  const app = createApp({ fleet, streams, logger: silentLogger, readiness: ready });
  const server = await listen(app, "127.0.0.1", 0);
  onTestFinished(async () => {
    streams.close();
    await server.close();
    await fleet.stop();
  });
  return { url: server.url, fleet, cloud, gateway, eventLog, closeStreams: () => streams.close() };
}

/** A running machine that is a worker, with a controller that answers. @returns Its worker's id. */
export async function plantWorker(
  { fleet, cloud, gateway }: TestService,
  name: string,
  region = "eu-west-1",
): Promise<{ readonly id: string; readonly instanceId: string; readonly endpoint: string }> {
  const machine = cloud.plantMachine({ region, name });
  const { imported } = await fleet.workers.import({ region, instanceIds: [machine.id] }, { actor: "test" });
  const [worker] = imported;
  if (worker?.lifecycle.status !== "running") throw new Error("The machine was not imported as running.");
  const endpoint = worker.lifecycle.endpoint ?? "";
  gateway.controller(endpoint);
  return { id: worker.id, instanceId: machine.id, endpoint };
}

/** A request and its answer, parsed. */
export async function call(
  url: string,
  init: RequestInit & { readonly json?: unknown } = {},
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
): Promise<{ readonly status: number; readonly headers: Headers; readonly body: any }> {
  const { json, ...rest } = init;
  const response = await fetch(url, {
    ...rest,
    ...(json !== undefined && {
      method: rest.method ?? "POST",
      headers: { "content-type": "application/json", ...rest.headers },
      body: JSON.stringify(json),
    }),
  });
  const text = await response.text();
  const parsed = /json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: parsed };
}
