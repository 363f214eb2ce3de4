import { expect, test } from "vitest";
import { simulated } from "../test/simulated.ts";

test("answers ids or elements, text or content, as the types say", async () => {
  await using world = await simulated();
  const { client, labId } = world;
  const path = { lab_id: labId };
  const said = { operational: true, exclude_configurations: true };
  const ids = await client.request("GET /labs/{lab_id}/nodes", { path, query: said });
  const nodes = await client.request("GET /labs/{lab_id}/nodes", { path, query: { data: true, ...said } });
  expect(ids).toHaveLength(2);
  expect(nodes.map(({ id }) => id)).toEqual(ids);
  const links = await client.request("GET /labs/{lab_id}/links", { path, query: { data: true } });
  expect(links.map(({ id }) => id)).toEqual(await client.request("GET /labs/{lab_id}/links", { path }));
  const node = { ...path, node_id: ids[0] ?? "" };
  const interfaces = "GET /labs/{lab_id}/nodes/{node_id}/interfaces";
  const query = { operational: true };
  const full = await client.request(interfaces, { path: node, query: { data: true, ...query } });
  expect(full.map(({ id }) => id)).toEqual(await client.request(interfaces, { path: node, query }));

  const definition = { def_id: "alpine" };
  expect(await client.request("GET /node_definitions/{def_id}", { path: definition })).toMatch(
    /^id: alpine$/m,
  );
  expect(
    await client.request("GET /node_definitions/{def_id}", { path: definition, query: { json: true } }),
  ).toMatchObject({ id: "alpine" });
  const image = { def_id: "alpine-3-20" };
  expect(await client.request("GET /image_definitions/{def_id}", { path: image })).toMatch(
    /^id: alpine-3-20$/m,
  );
  expect(
    await client.request("GET /image_definitions/{def_id}", { path: image, query: { json: true } }),
  ).toMatchObject({ id: "alpine-3-20" });
  expect(world.drift).toEqual([]);
});
