import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import type { CmlDrift } from "./index.ts";
import { clientOf, failureOf } from "./test/clients.ts";
import { idOf } from "./test/ids.ts";

test("the life of a lab, on the simulated controller and without drift", async () => {
  const drift: CmlDrift[] = [];
  let nowMs = Date.parse("2026-05-20T12:00:00Z");
  await using cml = await startCmlSimulator({
    clock: () => nowMs,
    labs: [{ title: "Life", nodes: ["alpine"] }],
  });
  await using client = clientOf(cml, { hooks: { onDrift: (difference) => void drift.push(difference) } });
  const [{ id } = { id: "" }] = await client.labs.findByTitle("Life");
  const settle = () => {
    nowMs += 3_600_000;
  };

  expect(await client.labs.state(id)).toBe("DEFINED_ON_CORE");
  await client.labs.start(id);
  expect(await client.labs.isConverged(id)).toBe(false);
  settle();
  expect(await client.labs.isConverged(id)).toBe(true);
  expect(await client.labs.state(id)).toBe("STARTED");
  await client.labs.stop(id);
  settle();
  expect(await client.labs.state(id)).toBe("STOPPED");
  await client.labs.wipe(id);
  settle();
  expect(await client.labs.state(id)).toBe("DEFINED_ON_CORE");
  expect(drift).toEqual([]);
});

test("what it knows besides, without drift", async () => {
  const drift: CmlDrift[] = [];
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, { hooks: { onDrift: (difference) => void drift.push(difference) } });
  expect(await client.authentication.authOk()).toBe(true);
  expect((await client.users.list()).map(({ username }) => username)).toContain(cml.username);
  const tiles = await client.labs.tiles();
  expect(tiles.map(({ id }) => id).sort()).toEqual([...cml.labIds()].sort());
  const [tile] = tiles;
  const lab = await client.labs.get(tile?.id ?? "");
  expect(tile).toMatchObject({ ...lab, modifiedAt: expect.any(String) });
  expect(tile?.nodes.length).toBe(lab.nodeCount);
  expect(drift).toEqual([]);
});

test("what is not there is not found", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml);
  expect(await failureOf(client.labs.start(idOf(1)))).toMatchObject({
    code: "not_found",
    operation: "PUT /labs/{lab_id}/start",
  });
});
