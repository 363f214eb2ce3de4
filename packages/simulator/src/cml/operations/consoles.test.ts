import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";
import { labVisit } from "../../test/lab-visit.ts";

test("gives keys to the consoles of nodes while they are on", async () => {
  await using cml = await labVisit();
  const { lab, labId, get } = cml;
  const [router, host] = [await cml.addNode("iol-xe", "R1"), await cml.addNode("ubuntu", "H1")];
  const node = (id: string) => `${lab}/nodes/${id}`;
  expect((await get(`${node(router)}/keys/console`)).status).toBe(404);
  expect((await get("/keys/console")).body).toEqual({});
  await cml.boot();
  const key = (await get(`${node(router)}/keys/console?line=0`)).body;
  const screen = (await get(`${node(host)}/keys/vnc`)).body;
  const compute_id = expect.any(String);
  expect((await get("/keys/console?show_all=true")).body).toMatchObject({
    [key]: { node_id: router, lab_id: labId, label: "R1", driver: "IOL", line: 0, compute_id },
  });
  expect((await get("/keys/vnc")).body).toEqual({
    [screen]: { node_id: host, lab_id: labId, label: "H1", compute_id, compute_address: "127.0.0.1" },
  });
  expect((await get(node(router))).body).toMatchObject({
    serial_consoles: [{ console_key: key, device_number: 0 }],
    vnc_key: null,
  });
  expect((await get(`${node(host)}?operational=true`)).body.operational.vnc_key).toBe(screen);
  expect((await get(`${node(router)}/keys/console?line=7`)).status).toBe(404);
  expect((await get(`${node(router)}/keys/console?line=x`)).status).toBe(400);
  for (const line of ["", "0e1", "0x0", "-0"])
    expect((await get(`${node(router)}/keys/console?line=${line}`)).status).toBe(400);
  expect((await get(`${node(router)}/keys/vnc`)).status).toBe(404);
});

test.each([
  ["iosv", "version 15.9\nhostname edge-7\n!", "edge-7"],
  ["ubuntu", "#cloud-config\nhostname: 'web1'\n", "web1"],
  ["iosv", "! hostname none\ndescription a hostname x\nip hostname y", "R1"],
  ["iosv", "", "R1"],
])("prompts a user of %s by the name in %j", async (kind, configuration, name) => {
  await using cml = await labVisit();
  const node = `${cml.lab}/nodes/${await cml.addNode(kind, "R1")}`;
  expect((await cml.send("PATCH", node, { configuration })).status).toBe(200);
  await cml.boot();
  expect((await cml.get(`${node}/consoles/0/log?lines=1`)).body).toBe(`${name}>`);
});

test("says of a node what its screen is called until it is wiped", async () => {
  await using cml = await labVisit();
  const node = `${cml.lab}/nodes/${await cml.addNode("ubuntu", "H1")}`;
  const key = async () => (await cml.get(`${node}?operational=true`)).body.operational?.vnc_key;
  await cml.boot();
  const screen = (await cml.get(`${node}/keys/vnc`)).body;
  await cml.send("PUT", `${node}/state/stop`);
  cml.clock.advance(60_000);
  expect([(await cml.get(`${node}/state`)).body.state, await key()]).toEqual(["STOPPED", screen]);
  expect((await cml.get(`${node}/keys/vnc`)).status).toBe(404);
  await cml.send("PUT", `${node}/wipe_disks`);
  cml.clock.advance(60_000);
  expect(await key()).toBeUndefined();
});

test("shows the consoles of labs of others to administrators who ask for all", async () => {
  await using cml = await visit({
    labs: [{ title: "Hers", owner: "ada", nodes: ["iosv"], state: "STARTED" }],
  });
  expect((await cml.get("/keys/console")).body).toEqual({});
  expect(Object.keys((await cml.get("/keys/console?show_all=true")).body)).toHaveLength(1);
});

test("shows nobody the consoles of labs of others", async () => {
  await using cml = await labVisit({ users: [{ username: "ada", password: "engine" }] });
  await cml.addNode("ubuntu", "H1");
  await cml.boot();
  const http = client(cml.cml);
  const token = (await http.send("POST", "/authenticate", undefined, { username: "ada", password: "engine" }))
    .body;
  expect((await http.get("/keys/console?show_all=true", token)).body).toEqual({});
});

test("logs what a console says, which grows until the node is booted and stays as it is", async () => {
  await using cml = await labVisit({ nodeBootMs: 10_000, nodeTimes: { queueMs: 1_000 } });
  const { lab, get, send, clock } = cml;
  const node = `${lab}/nodes/${await cml.addNode("iosv", "R1")}`;
  const log = async (query = "") => (await get(`${node}/consoles/0/log${query}`)).body;
  expect((await get(`${node}/consoles/0/log`)).status).toBe(404);
  await send("PUT", `${node}/state/start`);
  expect(await log()).toBe("");
  clock.advance(3_000);
  const early: string = await log();
  expect(early).toMatch(/^Booting IOSv\r\n/);
  clock.advance(5_000);
  const later: string = await log();
  expect(later.startsWith(`${early}\r\n`)).toBe(true);
  expect(later).not.toContain("is ready");
  clock.advance(3_000);
  const booted: string = await log();
  expect(booted.startsWith(`${later}\r\n`)).toBe(true);
  expect(booted).toMatch(/IOSv is ready\.\r\nR1>$/);
  clock.advance(3_600_000);
  expect(await log()).toBe(booted);
  expect(await log("?lines=1")).toBe("R1>");
  expect((await get(`${node}/consoles/0/log?lines=0`)).status).toBe(400);
  expect((await get(`${node}/consoles/1/log`)).status).toBe(404);
  expect((await get(`${node}/consoles/65/log`)).status).toBe(400);
});
