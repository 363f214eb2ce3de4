import fc from "fast-check";
import { expect, test } from "vitest";
import { labNode } from "./node.ts";

const order = fc.record({
  order: fc.constantFrom("start", "stop", "wipe", "lose host", "regain host" as const),
  afterMs: fc.integer({ min: 0, max: 60 }),
});

test("changes its state at its turning points only, whatever it is told", () => {
  fc.assert(
    fc.property(fc.array(order, { maxLength: 8 }), (orders) => {
      const node = labNode({
        id: "n",
        definition: "alpine",
        bootMs: 20,
        times: { queueMs: 5, startingMs: 4, stopMs: 10, wipeMs: 3 },
      });
      let nowMs = 0;
      for (const { order, afterMs } of orders) {
        nowMs += afterMs;
        if (order === "lose host") node.loseHost(nowMs);
        else if (order === "regain host") node.regainHost(nowMs);
        else node.tell(order, nowMs);
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

test("never was what it never was, however often it was told something", () => {
  const node = labNode({ id: "n", definition: "alpine", bootMs: 100, times: { queueMs: 10 } });
  node.tell("start", 0);
  for (let atMs = 500; atMs < 3_500; atMs += 50) {
    node.tell(atMs % 100 === 0 ? "start" : "stop", atMs);
    expect(["BOOTED", "STOPPED", "QUEUED", "STARTED"]).toContain(node.stateAt(atMs));
  }
  for (let atMs = 10_000; atMs < 90_000; atMs += 2_000) {
    node.tell("stop", atMs);
    node.tell("start", atMs + 1_600);
  }
  node.tell("stop", 90_000);
  expect(node.stateAt(90_000)).toBe("BOOTED");
  expect(node.stateAt(91_500)).toBe("STOPPED");
  // What it was when it is not remembered any more what it was told.
  expect(node.stateAt(20_000)).not.toBe("DEFINED_ON_CORE");
});

test("takes a start back that has not come yet", () => {
  const node = labNode({ id: "n", definition: "alpine", bootMs: 100, times: { queueMs: 10, stopMs: 20 } });
  node.tell("start", 0);
  for (const order of ["stop", "start", "stop"] as const) node.tell(order, 200);
  expect([219, 220, 1_000].map((atMs) => node.stateAt(atMs))).toEqual(["BOOTED", "STOPPED", "STOPPED"]);
});

test("waits for a host, when there is none, until it is let on or stopped", () => {
  const node = labNode({ id: "n", definition: "alpine", bootMs: 100, times: { queueMs: 10, stopMs: 20 } });
  node.tell("start", 0, false);
  expect([node.stateAt(10_000), node.settledAt(10_000)]).toEqual(["QUEUED", false]);
  node.letOn(20_000);
  expect([20_009, 20_010, 20_110].map((atMs) => node.stateAt(atMs))).toEqual(["QUEUED", "STARTED", "BOOTED"]);
  node.tell("stop", 30_000);
  node.tell("start", 40_000, false);
  node.tell("stop", 50_000);
  node.letOn(60_000);
  expect(node.stateAt(70_000)).toBe("STOPPED");
});
