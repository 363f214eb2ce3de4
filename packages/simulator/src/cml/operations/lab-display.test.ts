import { expect, test } from "vitest";
import { parse } from "yaml";
import { labVisit } from "../../test/lab-visit.ts";

test("finds nodes by their label and their tags", async () => {
  await using cml = await labVisit();
  const { lab, get } = cml;
  const [one, other] = [
    await cml.addNode("iosv", "core/1", { tags: ["a b"] }),
    await cml.addNode("iosv", "core/2", { tags: ["a b", "c"] }),
  ];
  expect((await get(`${lab}/find/node/label/core%2F2`)).body).toBe(other);
  expect((await get(`${lab}/find/node/label/core`)).body).toBeNull();
  expect((await get(`${lab}/find_all/node/tag/a%20b`)).body).toEqual([one, other]);
  expect((await get(`${lab}/find_all/node/tag/d`)).body).toEqual([]);
});

test("tells what a page of the user interface is drawn from", async () => {
  await using cml = await labVisit();
  const { lab, labId, get } = cml;
  await cml.addNode("iosv", "R1", { tags: ["core"] });
  expect((await get(`${lab}/tile`)).body).toMatchObject({
    lab_title: "Bench",
    topology: { nodes: [{ label: "R1" }], smart_annotations: [{ tag: "core" }] },
  });
  expect((await get(`/populate_lab/${labId}`)).body).toMatchObject({
    topology: { lab: { title: "Bench" } },
    health: { valid: true },
    system_information: { ready: true },
    effective_permissions: expect.arrayContaining(["lab_admin"]),
  });
  expect((await get("/populate_lab/nobody")).status).toBe(404);
});

test("writes a testbed for the consoles of a lab", async () => {
  await using cml = await labVisit();
  const { lab, get } = cml;
  await cml.wire(await cml.addNode("iosv", "R1"), await cml.addNode("unmanaged_switch", "sw"));
  const testbed = parse((await get(`${lab}/pyats_testbed?hostname=cml.example:2222`)).body);
  expect(testbed).toMatchObject({
    testbed: { name: "Bench" },
    devices: {
      terminal_server: { connections: { cli: { protocol: "ssh", ip: "cml.example", port: 2222 } } },
      R1: { os: "ios", type: "router", connections: { a: { command: "open /Bench/R1/0" } } },
    },
    topology: { R1: { interfaces: { "GigabitEthernet0/0": { link: "l0", type: "ethernet" } } } },
  });
  expect(testbed.devices).not.toHaveProperty("sw");
  const own = parse((await get(`${lab}/pyats_testbed`)).body);
  expect(own.devices.terminal_server.connections.cli.ip).toBe("127.0.0.1");
  expect((await get(`${lab}/pyats_testbed?hostname=no%20host`)).status).toBe(400);
});

test.each<[string, object | undefined]>([
  ["1.1.1.1:99999", undefined],
  ["[:::]", undefined],
  ["[::1%25eth0]", { ip: "[::1%eth0]" }],
  ["[2001:db8::1]:22", { ip: "[2001:db8::1]", port: 22 }],
  ["CML.example", { ip: "CML.example" }],
])("writes a testbed for %s, or says that it is no host", async (host, expected) => {
  await using here = await labVisit();
  const { status, body } = await here.get(`${here.lab}/pyats_testbed?hostname=${host}`);
  expect(status).toBe(expected ? 200 : 400);
  if (expected)
    expect(parse(body).devices.terminal_server.connections.cli).toEqual({ protocol: "ssh", ...expected });
});
