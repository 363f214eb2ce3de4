import fc from "fast-check";
import { expect, test } from "vitest";
import { labNode } from "./node.ts";

const order = fc.record({
  order: fc.constantFrom("start", "stop", "wipe" as const),
  afterMs: fc.integer({ min: 0, max: 60 }),
});

test("changes its state at its turning points only, whatever it is told", () => {
  fc.assert(
    fc.property(fc.array(order, { maxLength: 8 }), (orders) => {
      const node = labNode({
        id: "n",
        definition: "alpine",
        bootMs: 20,
        times: { queueMs: 5, stopMs: 10, wipeMs: 3 },
      });
      let nowMs = 0;
      for (const { order, afterMs } of orders) {
        nowMs += afterMs;
        node.tell(order, nowMs);
      }
      const endMs = nowMs + 200;
      const points = new Set(node.turningPoints(0, endMs));
      for (let atMs = 1; atMs <= endMs; atMs++) {
        if (node.stateAt(atMs) !== node.stateAt(atMs - 1)) expect(points).toContain(atMs);
      }
    }),
  );
});

test("goes through its states at the pace it was given", () => {
  const node = labNode({
    id: "n",
    definition: "alpine",
    bootMs: 100,
    times: { queueMs: 10, stopMs: 20, wipeMs: 5 },
  });
  const statesAt = (...moments: number[]) => moments.map((atMs) => node.stateAt(atMs));
  node.tell("start", 0);
  expect(statesAt(0, 9, 10, 109, 110)).toEqual(["QUEUED", "QUEUED", "STARTED", "STARTED", "BOOTED"]);
  node.tell("stop", 200);
  expect(statesAt(219, 220)).toEqual(["BOOTED", "STOPPED"]);
  node.tell("wipe", 300);
  expect(statesAt(304, 305)).toEqual(["STOPPED", "DEFINED_ON_CORE"]);
});
