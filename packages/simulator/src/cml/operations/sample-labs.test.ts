import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

test("makes a lab of every sample there is", async () => {
  await using cml = await visit({ labs: [] });
  const samples = (await cml.get("/sample/labs")).body;
  expect(samples.length).toBeGreaterThan(0);
  for (const { id, title, node_types } of samples) {
    const topology = (await cml.get(`/sample/labs/${id}`)).body;
    expect(new Set(topology.nodes.map((node: Record<string, string>) => node["node_definition"]))).toEqual(
      new Set(node_types),
    );
    const { body: lab } = await cml.send("PUT", `/sample/labs/${id}`);
    expect(lab).toMatchObject({
      lab_title: title,
      node_count: topology.nodes.length,
      owner_username: "admin",
    });
    const made = (await cml.get(`/labs/${lab.id}/topology`)).body;
    expect(made.links).toHaveLength(topology.links.length);
  }
  expect(cml.cml.labIds()).toHaveLength(samples.length);
});

test("knows no other samples", async () => {
  await using cml = await visit();
  const path = "/sample/labs/90f84e38-a71c-4d57-8d90-00fa8a197385";
  expect((await cml.get(path)).status).toBe(404);
  expect((await cml.send("PUT", path)).status).toBe(404);
});
