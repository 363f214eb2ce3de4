import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyFact, factOf, factTypes } from "../test/arbitrary-facts.ts";
import { sampleWorker } from "../testing/index.ts";
import { type WorkerEvent, workerAggregate } from "../worker/index.ts";
import { fleetEventSchema, fleetEventTypes } from "./fleet-event.ts";
import { eventFromFact } from "./from-fact.ts";
import { statusesOf, wireStatus } from "./wire-status.ts";

const logged = (event: WorkerEvent) => ({
  id: "w1@7.0",
  aggregateId: "w1",
  version: 7,
  event,
  sequence: 12,
  recordedAt: "2026-01-01T00:00:00.000Z",
});

describe("the event that tells of a fact", () => {
  test.each(factTypes)("%s is as the published schema says, and nothing more", (type) => {
    fc.assert(
      fc.property(factOf(type), (fact) => {
        const event = eventFromFact(logged(fact), "cml-fleet");
        expect(fleetEventSchema.parse(event)).toEqual(event);
      }),
    );
  });

  test("is the same each time, under the id of the message, at the time of the fact", () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        const event = eventFromFact(logged(fact), "cml-fleet");
        expect(event).toEqual(eventFromFact(logged(structuredClone(fact)), "cml-fleet"));
        expect(event).toMatchObject({ id: "w1@7.0", subject: "w1", source: "cml-fleet", time: fact.at });
        expect(event.data["worker_id"]).toBe("w1");
      }),
    );
  });

  test("names the status that the fact leads to", () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        const { data } = eventFromFact(logged(fact), "cml-fleet");
        if (!("new_status" in data)) return;
        const { lifecycle } = workerAggregate.evolve(sampleWorker({ id: "w1" }), fact);
        expect(data["new_status"]).toBe(wireStatus(lifecycle.status));
      }),
    );
  });

  test("of a stop says why and by whom", () => {
    const at = "2026-01-01T00:00:00.000Z";
    const fact: WorkerEvent = {
      type: "worker.stop-requested",
      from: "running",
      reason: "idle",
      by: "job:x",
      at,
    };
    expect(eventFromFact(logged(fact), "cml-fleet").data).toEqual({
      worker_id: "w1",
      old_status: "running",
      new_status: "stopping",
      reason: { code: "idle", message: "Stop requested: idle." },
      updated_by: "job:x",
      updated_at: at,
      transition_initiated_at: at,
    });
  });
});

describe("the schema of events", () => {
  test("knows every type by its own data", () => {
    const known = fleetEventSchema.options.map(({ shape }) => shape.type.value);
    expect(known.sort()).toEqual([...fleetEventTypes].sort());
  });

  test("refuses data of another type, and a type that nobody knows", () => {
    const event = {
      specversion: "1.0",
      id: "1",
      source: "cml-fleet",
      subject: "w1",
      time: "2026-01-01T00:00:00.000Z",
    };
    const data = { worker_id: "w1", https_endpoint: null, updated_at: event.time };
    const accepts = (type: string) => fleetEventSchema.safeParse({ ...event, type, data }).success;
    expect(accepts("worker.endpoint.updated")).toBe(true);
    expect(accepts("worker.terminated")).toBe(false);
    expect(accepts("worker.exploded")).toBe(false);
  });
});

test("a status on the wire stands for the statuses that are told by it", () => {
  for (const status of statusesOf("pending")) expect(wireStatus(status)).toBe("pending");
  expect(statusesOf("pending")).toEqual(["pending", "provisioning", "starting"]);
  expect(statusesOf("shutting-down")).toEqual(["terminating"]);
});
