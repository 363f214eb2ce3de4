import { expect, test } from "vitest";
import { client } from "../../test/cml-requests.ts";
import { labVisit } from "../../test/lab-visit.ts";

test("extracts the configuration of a booted node that takes one", async () => {
  await using cml = await labVisit();
  const { lab, get, send } = cml;
  const node = `${lab}/nodes/${await cml.addNode("iosv", "core 1")}`;
  const bridge = `${lab}/nodes/${await cml.addNode("unmanaged_switch", "sw")}`;
  expect((await send("PUT", `${node}/extract_configuration`)).status).toBe(400);
  await cml.boot();
  expect((await send("PUT", `${node}/extract_configuration`)).status).toBe(200);
  expect((await get(`${node}?exclude_configurations=false`)).body.configuration).toEqual([
    { name: "ios_config.txt", content: expect.stringMatching(/^hostname core-1\n/) },
  ]);
  expect((await send("PUT", `${bridge}/extract_configuration`)).status).toBe(400);
});

test("makes an image of the disk of a stopped node", async () => {
  await using cml = await labVisit();
  const { lab, get, send, clock } = cml;
  const node = `${lab}/nodes/${await cml.addNode("ubuntu", "H1")}`;
  expect((await send("PUT", `${node}/clone_image`)).status).toBe(400);
  await cml.boot();
  expect((await send("PUT", `${node}/clone_image`)).status).toBe(400);
  await send("PUT", `${node}/state/stop`);
  clock.advance(10_000);
  const { status, body } = await send("PUT", `${node}/clone_image`);
  expect([status, body]).toMatchObject([200, { node_definition_id: "ubuntu", read_only: false }]);
  expect((await get("/image_definitions")).body).toContainEqual(body);
});

test("writes configurations for nodes that have none and never ran", async () => {
  await using cml = await labVisit({ users: [{ username: "ada", password: "engine" }] });
  const { lab, labId, get, send } = cml;
  const bare = `${lab}/nodes/${await cml.addNode("iosv", "R1")}`;
  const done = `${lab}/nodes/${await cml.addNode("iosv", "R2", { configuration: "mine" })}`;
  const configuration = async (node: string) => (await get(node)).body.configuration;
  expect((await send("PUT", `${lab}/bootstrap`)).status).toBe(204);
  expect(await configuration(bare)).toMatch(/^hostname R1\n!\ninterface GigabitEthernet0\/0\n/);
  expect(await configuration(done)).toBe("mine");
  const late = `${lab}/nodes/${await cml.addNode("ubuntu", "H1")}`;
  expect((await get(`/build_configurations?lab_id=${labId}`)).status).toBe(204);
  expect(await configuration(late)).toBe("hostname H1\n");
  const http = client(cml.cml);
  const login = { username: "ada", password: "engine" };
  const token = (await http.send("POST", "/authenticate", undefined, login)).body;
  expect((await http.get(`/build_configurations?lab_id=${labId}`, token)).status).toBe(403);
  expect((await get("/build_configurations")).status).toBe(400);
  expect((await get("/build_configurations?lab_id=no")).body.description).toBe("Lab not found: no");
});
