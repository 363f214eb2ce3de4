import type { Timestamp } from "../kernel/time.ts";
import type { Worker, WorkerEvent, WorkerInstance } from "../worker/index.ts";
import type { StoreSamples } from "./store-contract.ts";

const at: Timestamp = "2026-01-02T03:04:05.678Z";

/** A worker to test with: pending, without a machine, unless `parts` say otherwise. */
export function sampleWorker(parts: Partial<Worker> & Pick<Worker, "id">): Worker {
  return {
    schemaVersion: 1,
    name: `worker ${parts.id}`,
    region: "eu-west-1",
    origin: "created",
    createdAt: at,
    createdBy: "user:alice",
    updatedAt: at,
    lifecycle: { status: "pending", since: at },
    service: { status: "unavailable", since: at },
    license: "unregistered",
    ...parts,
  };
}

/** A machine to test with: it has tags and an image, but no address, unless `parts` say otherwise. */
export function sampleInstance(parts: Partial<WorkerInstance> & Pick<WorkerInstance, "id">): WorkerInstance {
  return {
    type: "c5.2xlarge",
    launchedAt: at,
    tags: { owner: "Zoë", "cost/centre": "42" },
    detailedMonitoring: "off",
    image: { id: "ami-0abc", name: "cml-2.9" },
    ...parts,
  };
}

const unlucky: WorkerEvent = {
  type: "worker.provisioning-failed",
  from: "provisioning",
  reason: { code: "capacity", message: 'No "metal" left: ask again – später.' },
  at,
};

/** What {@link storeContract} saves into a store of workers. */
export const workerSamples: StoreSamples<Worker, WorkerEvent> = {
  states: [
    sampleWorker({ id: "w1", name: "Lab 'β' №1" }),
    sampleWorker({ id: "w1", lifecycle: { status: "failed", since: at, reason: unlucky.reason } }),
  ],
  events: [
    { type: "worker.registered", id: "w1", name: "Lab 'β' №1", region: "eu-west-1", by: "user:alice", at },
    { type: "worker.provisioning-started", from: "pending", at },
    unlucky,
  ],
};
