import type { FleetEvent, FleetEventType } from "../events/fleet-event.ts";
import { eventFromFact } from "../events/from-fact.ts";
import type { LoggedEvent } from "../kernel/event-log.ts";
import { relay } from "../kernel/relay.ts";
import { inProcessChannel } from "../memory/in-process-channel.ts";
import { memoryEventLog } from "../memory/memory-event-log.ts";
import { memoryLeases } from "../memory/memory-leases.ts";
import { memoryObservations } from "../memory/memory-observations.ts";
import { memoryWorkers } from "../memory/memory-workers.ts";
import { uuidV7 } from "../memory/uuid-v7.ts";
import type { WorkerStore } from "../ports/worker-store.ts";
import {
  type CloudMachine,
  type ManualClock,
  type MemoryCloud,
  type MemoryController,
  type MemoryGateway,
  manualClock,
  memoryCloud,
  memoryGateway,
  type PlantedMachine,
} from "../testing/index.ts";
import type { Worker, WorkerEvent } from "../worker/index.ts";
import { importWorkers } from "../workflows/import-workers.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";

/** A machine that is a worker, and the controller on it. */
export interface Adopted {
  readonly id: string;
  readonly machine: CloudMachine;
  readonly controller: MemoryController;
}

/** Workflows' ports in memory, and the handles of what stands behind them. */
export interface WorkflowScene {
  readonly ports: WorkflowPorts;
  readonly clock: ManualClock;
  readonly cloud: MemoryCloud;
  readonly gateway: MemoryGateway;
  /** Every event in the order that listeners get them. */
  readonly heard: FleetEvent[];
  /** How often the state of a worker was saved. */
  saves(): number;
  /** Resolves with the next event of this type about this worker. */
  next(type: FleetEventType, workerId: string): Promise<FleetEvent>;
  /** Plants a machine with a sound controller at its address, and imports it. */
  adopt(parts?: Partial<PlantedMachine>): Promise<Adopted>;
  controllerOf(machine: CloudMachine): MemoryController;
  worker(id: string): Promise<Worker>;
}

export const START_MS = 20_000;
export const STOP_MS = 40_000;

export function workflowScene(): WorkflowScene {
  const clock = manualClock();
  const cloud = memoryCloud({ clock, startMs: START_MS, stopMs: STOP_MS });
  const gateway = memoryGateway();
  const [log, leases] = [memoryEventLog<WorkerEvent>(), memoryLeases(clock)];
  const channel = inProcessChannel<FleetEvent>();
  const heard: FleetEvent[] = [];
  const waiting: { readonly wanted: string; readonly resolve: (event: FleetEvent) => void }[] = [];
  const { store: workers, saves } = countingSaves(memoryWorkers());
  const hear = (event: FleetEvent) => {
    heard.push(event);
    for (const { wanted, resolve } of waiting)
      if (wanted === `${event.type} ${event.subject}`) resolve(event);
  };
  channel.subscribe((message) => {
    if (message.kind === "ephemeral") hear(message.event);
  });

  const ports: WorkflowPorts = {
    workers,
    observations: memoryObservations(),
    instances: cloud.instances,
    images: cloud.images,
    metrics: cloud.metrics,
    gateway,
    channel,
    clock,
    ids: uuidV7(clock),
    endpoint: {},
    source: "test",
    async relay() {
      const onRelayed = async (facts: readonly LoggedEvent<WorkerEvent>[]) => {
        for (const fact of facts) hear(eventFromFact(fact, "test"));
      };
      await relay({ outbox: workers, log, leases, clock, holder: "test", onRelayed });
    },
    timing: async () => ({ pollInterval: 300, nextRefreshAt: null }),
  };
  const controllerOf = (machine: CloudMachine) =>
    gateway.controller(`https://${machine.snapshot().publicIp ?? "nowhere"}`);

  return {
    ports,
    clock,
    cloud,
    gateway,
    heard,
    saves,
    next(type, workerId) {
      const { promise, resolve } = Promise.withResolvers<FleetEvent>();
      waiting.push({ wanted: `${type} ${workerId}`, resolve });
      return promise;
    },
    async adopt(parts = {}) {
      const machine = cloud.plantMachine({ region: "eu-west-1", ...parts });
      const { region, id: instanceId } = machine;
      const result = await importWorkers(
        ports,
        { region, instanceIds: [instanceId] },
        { actor: "user:alice" },
      );
      const [worker] = result.imported;
      if (!worker)
        throw new Error(`Machine ${instanceId} was not imported: ${JSON.stringify(result.skipped)}`);
      await ports.relay();
      return { id: worker.id, machine, controller: controllerOf(machine) };
    },
    controllerOf,
    async worker(id) {
      const found = await workers.load(id);
      if (!found) throw new Error(`There is no worker ${id}.`);
      return found.state;
    },
  };
}

function countingSaves(store: WorkerStore): { readonly store: WorkerStore; readonly saves: () => number } {
  let saves = 0;
  const counting: WorkerStore = {
    ...store,
    save(id, change) {
      saves += 1;
      return store.save(id, change);
    },
  };
  return { store: counting, saves: () => saves };
}
