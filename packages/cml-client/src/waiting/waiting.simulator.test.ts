import { expect, test } from "vitest";
import type { CmlEventStream } from "../index.ts";
import { failureOf } from "../test/clients.ts";
import { quickNodes, simulated } from "../test/simulated.ts";

/** Far longer than the lab takes: who looks in this rhythm only comes too late. */
const seldom = { pollMs: 3_600_000, timeoutMs: 20_000 };
const look = "GET /labs/{lab_id}/check_if_converged";

/** Resolves with the first event, which says that the feed is live; the others are taken as they come. */
async function connected(events: CmlEventStream): Promise<void> {
  expect(await events.next()).toMatchObject({ value: { type: "connected" } });
  void drain(events);
}

async function drain(events: CmlEventStream): Promise<void> {
  for await (const _event of events);
}

test("waits by the events of the live feed, step by step, and hardly looks itself", async () => {
  // The time goes on when it was told what had happened until then.
  let skippedMs = 0;
  const clock = () => Date.now() + skippedMs;
  const nodeTimes = { queueMs: 3_600_000 };
  await using world = await simulated({ clock, nodeBootMs: 3_600_000, nodeTimes });
  const { cml, client, labId } = world;
  await using events = client.events();
  await connected(events);
  await client.labs.start(labId);
  const told: string[] = [];
  const end = await client.labs.waitUntilConverged(labId, {
    ...seldom,
    target: "started",
    onProgress({ nodes: [first, second] }) {
      if (first?.state !== second?.state || first?.state === told.at(-1)) return;
      told.push(first?.state ?? "");
      skippedMs += 3_600_000;
    },
  });
  expect(told).toEqual(["QUEUED", "STARTED", "BOOTED"]);
  expect(end.nodes.map(({ label, state }) => `${label} ${state}`)).toEqual([
    "alpine-0 BOOTED",
    "alpine-1 BOOTED",
  ]);
  expect(cml.requests.count(look)).toBeLessThan(10);
  expect(world.drift).toEqual([]);
});

test("waits by looking where there is no live feed", async () => {
  await using world = await simulated();
  const { cml, client, labId } = world;
  await client.labs.start(labId);
  expect(await client.labs.waitUntilConverged(labId, { pollMs: 5 })).toMatchObject({ converged: true });
  expect(cml.requests.count("GET /ws/ui")).toBe(0);
  expect(cml.requests.count(look)).toBeGreaterThan(1);
});

test("goes on by looking when the live feed ends in the middle of a wait", async () => {
  await using world = await simulated({ ...quickNodes, nodeBootMs: 400 });
  const { cml, client, labId } = world;
  await using events = client.events();
  await connected(events);
  await client.labs.start(labId);
  let dropped = false;
  const end = await client.labs.waitUntilConverged(labId, {
    pollMs: 20,
    timeoutMs: 20_000,
    onProgress({ nodes }) {
      if (dropped || !nodes.some(({ state }) => state === "STARTED")) return;
      dropped = true;
      cml.faults.add({ operation: "GET /ws/ui", fault: { kind: "status", status: 503 } });
      cml.live.drop();
    },
  });
  expect([dropped, end.converged]).toEqual([true, true]);
  expect(end.nodes.map(({ state }) => state)).toEqual(["BOOTED", "BOOTED"]);
});

test("hears from the live feed that a node fell back, while the others still boot", async () => {
  await using world = await simulated({ nodeBootMs: 3_600_000 });
  const { client, labId } = world;
  await using events = client.events();
  await connected(events);
  const [{ id } = { id: "" }] = await client.nodes.list(labId);
  await client.labs.start(labId);
  const failure = failureOf(
    client.labs.waitUntilConverged(labId, {
      ...seldom,
      target: "started",
      async onProgress({ nodes }) {
        if (nodes.every(({ state }) => state === "STARTED")) await client.nodes.stop(labId, id);
      },
    }),
  );
  expect(await failure).toMatchObject({ code: "fell_back", message: expect.stringContaining("alpine-0") });
});

test("destroys a lab that runs: stops, wipes and deletes it, in this order", async () => {
  await using world = await simulated();
  const { cml, client, labId } = world;
  await client.labs.ensureStarted(labId, { pollMs: 5 });
  expect((await failureOf(client.labs.delete(labId))).code).toBe("rejected");
  const steps: string[] = [];
  await client.labs.destroy(labId, {
    pollMs: 5,
    onProgress: ({ step }) => void (steps.at(-1) !== step && steps.push(step)),
  });
  expect(steps).toEqual(["stopping", "wiping", "deleting"]);
  expect(cml.labIds()).toEqual([]);
  // It is gone, whoever did it.
  await client.labs.destroy(labId);
});
