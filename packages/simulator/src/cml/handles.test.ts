import { expect, expectTypeOf, test } from "vitest";
import { SimulatorError } from "../simulator-error.ts";
import { client, visit } from "../test/cml-requests.ts";
import { listenLive } from "../test/live-client.ts";
import { simulatorTest } from "../vitest/index.ts";
import { startCmlSimulator } from "./cml-simulator.ts";
import type { CmlSimulator } from "./simulated-controller.ts";
import { type SteerableClock, steerableClock } from "./steerable-clock.ts";

test("tells what an app has sent, without its password", async () => {
  await using here = await visit({ labs: [] });
  const { cml } = here;
  await here.send("POST", "/labs", { title: "Mine" });
  await here.get("/labs?show_all=true");
  await here.send("POST", "/labs", "{");
  expect(cml.requests.last("POST /labs")).toEqual([
    { operation: "POST /labs", method: "POST", path: "/api/v0/labs", body: '{"title":"Mine"}' },
    { operation: "POST /labs", method: "POST", path: "/api/v0/labs", body: "{" },
  ]);
  expect(cml.requests.last().map(({ path }) => path)).toEqual([
    "/api/v0/authenticate",
    "/api/v0/labs",
    "/api/v0/labs?show_all=true",
    "/api/v0/labs",
  ]);
  expect(cml.requests.last("GET /labs")[0]).not.toHaveProperty("body");
  expect(JSON.stringify(cml.requests.last())).not.toMatch(/"password\\?":\\?"admin/);
  cml.requests.reset();
  expect([cml.requests.last(), cml.requests.count(), cml.requests.byOperation()]).toEqual([[], 0, {}]);
});

test("takes a lab and a user later, and tells those who listen", async () => {
  await using here = await visit({ labs: [{ title: "First", nodes: [] }] });
  const { cml } = here;
  await using live = await listenLive(cml, { token: here.token });
  const user = cml.addUser({ username: "ada", password: "engine", groups: ["g"] });
  const other = cml.addUser({ username: "bob", password: "b", admin: true, groups: ["g"] });
  const id = cml.addLab({ title: "Later", nodes: ["iosv", "iosv"], owner: "ada", state: "STARTED" });
  expect(await live.nextOf("lab_event")).toMatchObject({ event: "created", lab_id: id });
  expect(cml.labs().at(-1)).toEqual({ id, title: "Later", state: "STARTED" });
  expect((await here.get(`/labs/${id}`)).body).toMatchObject({ owner: user, node_count: 2, link_count: 1 });
  const [group] = (await here.get("/groups")).body;
  expect([group.name, group.members]).toEqual(["g", [user, other]]);
  const { body: token } = await here.send("POST", "/authenticate", { username: "ada", password: "engine" });
  expect((await client(cml).get("/labs", token)).body).toEqual([id]);
  expect(cml.addLab({ title: "Again", nodes: [] })).not.toBe(id);
});

test.each<[(cml: CmlSimulator) => unknown, string, RegExp]>([
  [
    (cml) => cml.addUser({ username: "admin", password: "" }),
    "user.username",
    /^user\.username is "admin": another user/,
  ],
  [
    (cml) => cml.addUser({ username: "", password: "" }),
    "user.username",
    /^user\.username is "": it has to be a name/,
  ],
  [
    (cml) => cml.addLab({ title: "x", nodes: ["isov"] }),
    "lab.nodes[0]",
    /^lab\.nodes\[0\] is "isov": it has to be a node/,
  ],
  [
    (cml) => cml.addLab({ title: "x", nodes: [], owner: "bob" }),
    "lab.owner",
    /^lab\.owner is "bob": .*addUser/,
  ],
  [(cml) => cml.addLab({ title: "x", node: [] } as never), "lab.nodes", /There is no lab\.node: there are /],
])("refuses to add what there cannot be: %#", async (add, option, message) => {
  await using cml = await startCmlSimulator({ labs: [] });
  let refused: unknown;
  try {
    add(cml);
  } catch (error) {
    refused = error;
  }
  expect(SimulatorError.is(refused, "invalid_option")).toBe(true);
  expect(refused).toMatchObject({ option });
  expect((refused as Error).message).toMatch(message);
  expect([cml.labIds(), (await client(cml).logIn()) !== ""]).toEqual([[], true]);
});

test("leaves so many calls alone before a fault", async () => {
  await using here = await visit({ labs: [] });
  const statuses = async (count: number) => {
    const all: number[] = [];
    for (let left = count; left > 0; left -= 1) all.push((await here.get("/labs")).status);
    return all;
  };
  const operation = "GET /labs";
  here.cml.faults.add({ operation, fault: { kind: "status", status: 503 }, after: 2, times: 1 });
  here.cml.faults.add({ operation, fault: { kind: "status", status: 500 }, times: 1 });
  expect(await statuses(4)).toEqual([500, 200, 503, 200]);
  expect(() => here.cml.faults.add({ fault: { kind: "hang" }, after: -1 })).toThrow(/none or more/);
  expect(() => here.cml.faults.add({ fault: { kind: "hang" }, after: 0.5 })).toThrow(/whole number of calls/);
});

test("has a clock where one was asked for, also for the compiler", async () => {
  await using manual = await startCmlSimulator({ clock: "manual" });
  expectTypeOf(manual.clock).toEqualTypeOf<SteerableClock>();
  const before = manual.clock();
  manual.clock.advance(5);
  expect(manual.clock()).toBe(before + 5);
  const clock = steerableClock();
  await using own = await startCmlSimulator({ clock });
  expectTypeOf(own.clock).toEqualTypeOf<SteerableClock>();
  expect(own.clock).toBe(clock);
  await using other = await startCmlSimulator();
  expectTypeOf(other.clock).toEqualTypeOf<SteerableClock | undefined>();
  expect(other).not.toHaveProperty("clock");
});

simulatorTest({ cml: { clock: "manual" } })("gives tests a clock that can be moved", ({ cml }) => {
  expectTypeOf(cml.clock).toEqualTypeOf<SteerableClock>();
  cml.clock.advance(1);
});

test("tells the fingerprint of the certificate it shows now", async () => {
  await using cml = await startCmlSimulator();
  const before = cml.fingerprint256;
  await cml.renewCertificate();
  expect(cml.fingerprint256).not.toBe(before);
});

test("calls a lab that is added later by no position", async () => {
  await using cml = await startCmlSimulator();
  const add = () => cml.addLab({ yaml: "a: 1" });
  expect(add).toThrow(/^lab\.yaml is no topology /);
  expect(add).toThrow(expect.objectContaining({ option: "lab.yaml" }));
});
