import { expect, test } from "vitest";
import { failureOf } from "../test/clients.ts";
import { simulated } from "../test/simulated.ts";

test("creates, changes, downloads and imports labs, without drift", async () => {
  await using world = await simulated();
  const { labs } = world.client;
  const { id } = await labs.create({ title: "New", description: "a" });
  expect(await labs.update(id, { notes: "n" })).toMatchObject({
    id,
    title: "New",
    description: "a",
    notes: "n",
  });
  const text = await labs.download(world.labId);
  const copy = await labs.importTopology(text, { title: "Copy" });
  expect(copy.warnings).toEqual([]);
  const [original, copied] = [await labs.topology(world.labId), await labs.topology(copy.id)];
  expect(copied.title).toBe("Copy");
  expect(copied.nodes.map(({ label }) => label)).toEqual(original.nodes.map(({ label }) => label));
  expect(copied.links[0]?.label).toBe(original.links[0]?.label);
  expect((await failureOf(labs.importTopology("lab: ["))).detail).toMatch(/^Bad request: /);
  expect(world.drift).toEqual([]);
});

test("reads and changes nodes, and what they can be, without drift", async () => {
  await using world = await simulated();
  const { client, labId } = world;
  const [node] = await client.nodes.list(labId);
  const id = node?.id ?? "";
  expect(node).toMatchObject({ labId, state: "DEFINED_ON_CORE", operational: null, configuration: null });
  await client.nodes.update(labId, id, { label: "core", tags: ["a"] });
  await client.nodes.start(labId, id);
  const read = await client.nodes.get(labId, id, { configurations: true });
  expect(read).toMatchObject({ label: "core", tags: ["a"], ramMib: 512, configuration: [] });
  expect(read.operational).toMatchObject({ ramMib: 512, imageDefinition: "alpine-3-20" });
  expect((await client.nodes.listAll()).map((one) => one.id)).toContain(id);
  const images = (await client.imageDefinitions.list()).map((image) => image.id);
  const kinds = await client.nodeDefinitions.simplified();
  expect(kinds.find((kind) => kind.id === "alpine")?.imageDefinitions).toEqual(["alpine-3-20"]);
  expect(await client.imageDefinitions.get(images[0] ?? "")).toMatchObject({ id: images[0] });
  expect(Object.keys((await client.labs.simulationStats(labId)).nodes)).toEqual([id]);
  expect(world.drift).toEqual([]);
});
