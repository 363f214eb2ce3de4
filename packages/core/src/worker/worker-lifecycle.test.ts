import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { known, update } from "../kernel/update.ts";
import { memoryWorkers } from "../memory/memory-workers.ts";
import type { InstanceSnapshot, PowerState } from "../ports/instances.ts";
import {
  importWorker,
  lifecycleTable,
  observeInstance,
  observeMissing,
  requestStart,
  requestStop,
  requestTermination,
  type Worker,
  type WorkerEvent,
  workerAggregate,
} from "./index.ts";

const at = "2026-03-01T09:00:00.000Z";
const later = (seconds: number) => new Date(Date.parse(at) + seconds * 1000).toISOString();

const snapshot = (
  power: PowerState,
  seconds = 0,
  changes: Partial<InstanceSnapshot> = {},
): InstanceSnapshot => ({
  region: "eu-west-1",
  id: "i-0123456789abcdef0",
  power,
  imageId: "ami-1",
  instanceType: "m5zn.metal",
  launchedAt: at,
  tags: { Name: "lab-1" },
  detailedMonitoring: "on",
  observedAt: later(seconds),
  ...changes,
});

function imported(power: PowerState): Worker {
  const identity = { id: "w1", name: "lab-1", region: "eu-west-1" };
  const adoption = { snapshot: snapshot(power), image: { id: "ami-1" }, endpoint: "https://203.0.113.7" };
  return fold(undefined, importWorker(undefined, identity, adoption, "user:alice", at)) as Worker;
}

function fold(worker: Worker | undefined, events: readonly WorkerEvent[]): Worker | undefined {
  return events.reduce<Worker | undefined>(workerAggregate.evolve, worker);
}

const then = (worker: Worker, events: readonly WorkerEvent[]) => fold(worker, events) as Worker;

describe("importing", () => {
  test("adopts the machine with the status it has", () => {
    expect(imported("stopped").lifecycle.status).toBe("stopped");
    expect(imported("running").lifecycle).toMatchObject({
      status: "running",
      endpoint: "https://203.0.113.7",
    });
    expect(imported("unrecognised").lifecycle.status).toBe("unknown");
  });
  test("refuses a terminated machine", () => {
    expect(() => imported("terminated")).toThrow("is terminated and cannot be imported");
  });
});

describe("stopping", () => {
  test("asks once, however often it is asked", () => {
    const running = imported("running");
    const [asked] = requestStop(running, "idle", "job:idle-detection", later(1));
    expect(asked).toMatchObject({ type: "worker.stop-requested", from: "running", reason: "idle" });
    const stopping = then(running, [asked as WorkerEvent]);
    expect(requestStop(stopping, "idle", "job:idle-detection", later(2))).toEqual([]);
    expect(stopping.lifecycle).not.toHaveProperty("endpoint");
    expect(stopping.service.status).toBe("unavailable");
  });
  test("is refused while the worker is starting", () => {
    expect(() => requestStop(imported("pending"), "manual", "user:a", at)).toThrow(
      "Cannot stop worker lab-1 while it is starting.",
    );
  });
});

describe("what the provider reports", () => {
  const stopping = then(imported("running"), requestStop(imported("running"), "manual", "user:a", later(10)));

  test("does not undo an order that it has not caught up with", () => {
    expect(observeInstance(stopping, { snapshot: snapshot("running", 12) }, later(12))).toEqual([]);
    expect(observeInstance(stopping, { snapshot: snapshot("running", 5) }, later(60))).toEqual([]);
  });
  test("wins once the order had time to show", () => {
    const events = observeInstance(
      stopping,
      { snapshot: snapshot("running", 50), endpoint: "https://203.0.113.9" },
      later(50),
    );
    expect(then(stopping, events).lifecycle).toMatchObject({
      status: "running",
      endpoint: "https://203.0.113.9",
    });
  });
  test("moves the endpoint with the address", () => {
    const [event] = observeInstance(
      imported("running"),
      { snapshot: snapshot("running"), endpoint: "https://198.51.100.1" },
      later(1),
    );
    expect(event).toMatchObject({ type: "worker.endpoint-changed", endpoint: "https://198.51.100.1" });
  });
  test("never empties tags that it could not tell", () => {
    const { tags: _, ...untagged } = snapshot("running");
    const events = observeInstance(
      imported("running"),
      { snapshot: untagged, endpoint: "https://203.0.113.7" },
      at,
    );
    expect(events).toEqual([]);
  });
  test("makes a worker unknown, not pending, when it cannot be placed or found, and it recovers", () => {
    const lost = then(imported("running"), observeMissing(imported("running"), later(5)));
    expect(lost.lifecycle).toMatchObject({ status: "unknown", reason: { code: "instance_not_found" } });
    expect(observeMissing(lost, later(6))).toEqual([]);
    const back = then(lost, observeInstance(lost, { snapshot: snapshot("stopped", 20) }, later(20)));
    expect(back.lifecycle.status).toBe("stopped");
  });
});

const power = fc.constantFrom<PowerState>(
  "pending",
  "running",
  "stopping",
  "stopped",
  "terminating",
  "terminated",
  "unrecognised",
);
const step = fc.oneof(
  fc.record({
    kind: fc.constant("see" as const),
    power,
    publicIp: fc.constantFrom("203.0.113.7", "198.51.100.9"),
  }),
  fc.record({
    kind: fc.constantFrom("start" as const, "stop" as const, "terminate" as const, "miss" as const),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

function act(worker: Worker, action: Step, seconds: number): WorkerEvent[] {
  switch (action.kind) {
    case "see": {
      const seen = snapshot(action.power, seconds, { publicIp: action.publicIp });
      const endpoint = `https://${action.publicIp}`;
      return observeInstance(worker, { snapshot: seen, endpoint }, later(seconds));
    }
    case "miss":
      return observeMissing(worker, later(seconds));
    case "start":
      return requestStart(worker, "user:a", later(seconds));
    case "stop":
      return requestStop(worker, "manual", "user:a", later(seconds));
    case "terminate":
      return requestTermination(worker, "user:a", later(seconds));
  }
}

test("every history keeps to the table, and the stored document equals the fold of its facts", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<PowerState>("running", "stopped", "pending"),
      fc.array(step),
      async (first, steps) => {
        const store = memoryWorkers();
        const begin = importWorker(
          undefined,
          { id: "w1", name: "n", region: "r" },
          { snapshot: snapshot(first), image: { id: "ami-1" } },
          "a",
          at,
        );
        let { state: worker } = await update(workerAggregate, store, "w1", () => begin);
        for (const [index, action] of steps.entries()) {
          const before = worker.lifecycle.status;
          const next = await update(workerAggregate, store, "w1", (w) =>
            act(known(w, "worker", "w1"), action, index * 20),
          ).catch((error: unknown) => {
            expect(error).toMatchObject({ code: "illegal_transition" });
          });
          if (!next) continue;
          worker = next.state;
          const now = worker.lifecycle.status;
          if (now !== before) expect(lifecycleTable[before]).toContain(now);
        }
        const facts = (await store.pending(10_000)).map(({ event }) => event);
        expect(fold(undefined, facts)).toEqual((await store.load("w1"))?.state);
      },
    ),
  );
});
