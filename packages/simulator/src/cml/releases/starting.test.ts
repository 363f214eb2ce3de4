import { expect, test } from "vitest";
import { visit } from "../../test/cml-requests.ts";

const scene = (version: string) => visit({ version, labs: [{ title: "One", nodes: ["alpine", "alpine"] }] });
const off = { enabled: false, priority: null, delay: null };

test("from 2.10 on a lab keeps how it starts by itself", async () => {
  await using cml = await scene("2.10.0");
  const [id = ""] = cml.cml.labIds();
  const path = `/labs/${id}`;
  expect((await cml.get(path)).body).toMatchObject({ autostart: off, node_staging: { enabled: false } });
  const given = { title: "Other", autostart: { enabled: true, priority: 3 } };
  const kept = { lab_title: "Other", autostart: { enabled: true, priority: 3, delay: null } };
  expect((await cml.send("PATCH", path, given)).body).toMatchObject(kept);
  await cml.send("PATCH", path, { node_staging: { enabled: true } });
  expect((await cml.get(path)).body).toMatchObject({ ...kept, node_staging: { enabled: true } });
  expect((await cml.get("/populate_lab_tiles")).body.lab_tiles[id]).toMatchObject(kept);
  const made = (await cml.send("POST", "/labs", { autostart: { enabled: true } })).body;
  expect((await cml.get(`/labs/${made.id}`)).body.autostart.enabled).toBe(true);
  expect((await cml.send("POST", "/labs")).body.autostart).toEqual(off);
  expect((await cml.send("PATCH", path, { autostart: { enabled: "yes" } })).status).toBe(400);
  expect((await cml.send("PATCH", path, { title: "", autostart: { priority: 9 } })).status).toBe(400);
  expect((await cml.get(path)).body.autostart.priority).toBe(3);
});

test("from 2.10 on a node keeps its priority and its credentials for pyATS", async () => {
  await using cml = await scene("2.10.0");
  const [id = ""] = cml.cml.labIds();
  const [node, other] = (await cml.get(`/labs/${id}/nodes`)).body;
  const path = `/labs/${id}/nodes/${node}`;
  expect((await cml.get(path)).body).toMatchObject({ priority: null, pyats: null });
  const given = { priority: 7, pyats: { username: "cisco" } };
  expect((await cml.send("PATCH", path, { ...given, label: "R1" })).body).toBe(node);
  expect((await cml.get(path)).body).toMatchObject({ ...given, label: "R1" });
  expect((await cml.get(`/labs/${id}/nodes?data=true`)).body).toMatchObject([
    given,
    { id: other, priority: null },
  ]);
  expect((await cml.get("/nodes")).body[0]).toMatchObject(given);
  expect((await cml.get(`/labs/${id}/topology`)).body.nodes[0]).toMatchObject(given);
  expect((await cml.send("PATCH", path, { priority: -1 })).status).toBe(400);
});

test("before 2.10 there is none of it, and who sends it is refused", async () => {
  await using cml = await scene("2.9.1");
  const [id = ""] = cml.cml.labIds();
  const [node] = (await cml.get(`/labs/${id}/nodes?data=true`)).body;
  expect(node).not.toHaveProperty("priority");
  expect((await cml.get(`/labs/${id}`)).body).not.toHaveProperty("autostart");
  expect((await cml.send("PATCH", `/labs/${id}`, { autostart: {} })).status).toBe(400);
  expect((await cml.send("PATCH", `/labs/${id}/nodes/${node.id}`, { priority: 1 })).status).toBe(400);
});

test("from 2.10 on a file has how its lab starts, and gives it to the lab that is made of it", async () => {
  await using cml = await scene("2.10.0");
  const [id = ""] = cml.cml.labIds();
  const [, second] = (await cml.get(`/labs/${id}/nodes`)).body;
  const staged = { node_staging: { enabled: true, start_remaining: false, abort_on_failure: true } };
  const lab = { autostart: { enabled: true, priority: 3, delay: 60 }, ...staged };
  const node = { priority: 7, pyats: { username: "cisco" } };
  await cml.send("PATCH", `/labs/${id}`, lab);
  await cml.send("PATCH", `/labs/${id}/nodes/${second}`, node);
  const file: string = (await cml.get(`/labs/${id}/download`)).body;
  const { body: made } = await cml.send("POST", "/import", file);
  expect((await cml.get(`/labs/${made.id}`)).body).toMatchObject(lab);
  const nodes = (await cml.get(`/labs/${made.id}/nodes?data=true`)).body;
  expect(nodes).toMatchObject([{ priority: null, pyats: null }, node]);
  expect((await cml.get(`/labs/${made.id}/download`)).body).toBe(file);
  expect((await cml.send("POST", "/import", file.replace("priority: 7", "priority: -7"))).status).toBe(400);
  expect((await cml.send("POST", "/import", "lab: [")).body.description).toMatch(/^Bad request: /);
});

test("has what a file says of it from the beginning, where the release knows it", async () => {
  const yaml = `
    lab: { version: 0.3.1, title: Early, autostart: { enabled: true }, autostart: { enabled: true, delay: 9 } }
    nodes: [{ id: n0, label: a, node_definition: alpine, priority: 7, interfaces: [] }]
  `;
  await using newer = await visit({ version: "2.10.0", labs: [{ yaml }] });
  const [id] = newer.cml.labIds();
  // Of two members of the same name the last one counts, here as elsewhere in files.
  expect((await newer.get(`/labs/${id}`)).body.autostart).toEqual({ ...off, enabled: true, delay: 9 });
  expect((await newer.get(`/labs/${id}/nodes?data=true`)).body).toMatchObject([{ priority: 7 }]);
  await using older = await visit({ version: "2.9.1", labs: [{ yaml: yaml.replace("7", '"high"') }] });
  const text: string = (await older.get(`/labs/${older.cml.labIds()[0]}/download`)).body;
  expect(text).not.toMatch(/autostart|priority/);
});
