import { once } from "node:events";
import { createConnection } from "node:net";
import { networkInterfaces } from "node:os";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { startCmlSimulator } from "../cml/cml-simulator.ts";
import type { CmlSimulatorOptions } from "../cml/options.ts";
import { client } from "../test/cml-requests.ts";
import { listenLive } from "../test/live-client.ts";
import { serveControl } from "./serve-control.ts";

async function controlled(options: CmlSimulatorOptions = {}) {
  const cml = await startCmlSimulator({ clock: "manual", control: {}, ...options });
  const tell = async (name: string, body?: unknown) => {
    const [method = "", path] = name.split(" ");
    const answer = await fetch(`${cml.control?.url}${path}`, {
      method,
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const said = await answer.text();
    return { status: answer.status, body: said === "" ? undefined : JSON.parse(said) };
  };
  return { cml, tell, http: client(cml), [Symbol.asyncDispose]: () => cml.close() };
}

/** What a request with these headers gets, by a way that sets no others. */
async function knock(port: number, ...headers: readonly string[]) {
  const socket = createConnection({ host: "127.0.0.1", port });
  await once(socket, "connect");
  socket.end(`GET /state HTTP/1.1\r\n${headers.join("\r\n")}\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

test("tells what there is, and what was asked of it", async () => {
  await using here = await controlled({ labs: [{ title: "One", nodes: ["alpine"] }] });
  const { cml, http, tell } = here;
  await using _live = await listenLive(cml, { token: await http.logIn() });
  const { status, body } = await tell("GET /state");
  expect(status).toBe(200);
  expect(body).toEqual({
    url: cml.url,
    version: cml.version,
    username: "admin",
    fingerprint256: cml.fingerprint256,
    labs: [{ id: cml.labIds()[0], title: "One", state: "DEFINED_ON_CORE" }],
    requests: { total: 2, byOperation: { "POST /authenticate": 1, "GET /ws/ui": 1 } },
    liveConnections: 1,
    nowMs: cml.clock?.(),
  });
});

test("adds faults and takes them away", async () => {
  await using here = await controlled();
  const information = async () => (await here.http.get("/system_information")).status;
  const rule = { operation: "GET /system_information", times: 2, fault: { kind: "status", status: 503 } };
  expect(await here.tell("POST /faults", rule)).toEqual({ status: 204, body: undefined });
  expect([await information(), await information(), await information()]).toEqual([503, 503, 200]);
  await here.tell("POST /faults", { fault: { kind: "html" } });
  await here.tell("DELETE /faults");
  expect(await information()).toBe(200);
});

test("moves the clock, and with it a lab that it started", async () => {
  await using here = await controlled({ labs: [{ title: "One", nodes: ["alpine"] }], nodeBootMs: 60_000 });
  const { cml, tell } = here;
  const lab = cml.labIds()[0];
  const before = cml.clock?.() ?? 0;
  const token = await here.http.logIn();
  const nodes = async () =>
    Object.values((await here.http.get(`/labs/${lab}/lab_element_state`, token)).body.nodes);
  expect((await tell(`POST /labs/${lab}/start`)).status).toBe(204);
  expect(await nodes()).toEqual(["QUEUED"]);
  expect(await tell("POST /clock", { advanceMs: 61_000 })).toEqual({
    status: 200,
    body: { nowMs: before + 61_000 },
  });
  expect(await nodes()).toEqual(["BOOTED"]);
  await tell(`POST /labs/${lab}/stop`);
  await tell("POST /clock", { advanceMs: 61_000 });
  expect(await nodes()).toEqual(["STOPPED"]);
});

test("ends tokens, changes the certificate, and disturbs the live feed", async () => {
  await using here = await controlled({ users: [{ username: "ada", password: "engine" }] });
  const { cml, http, tell } = here;
  const token = await http.logIn();
  await tell("POST /tokens/revoke", { username: "ada" });
  expect((await http.get("/authok", token)).status).toBe(200);
  await using live = await listenLive(cml, { token });
  expect((await tell("POST /live/stall")).status).toBe(204);
  await tell("POST /live/drop");
  expect((await live.closed)[0]).toBe(1006);
  await tell("POST /tokens/revoke");
  expect((await http.get("/authok", token)).status).toBe(401);
  const before = cml.fingerprint256;
  const renewed = await tell("POST /certificate/renew");
  expect(renewed).toEqual({ status: 200, body: { fingerprint256: cml.fingerprint256 } });
  expect(cml.fingerprint256).not.toBe(before);
});

test("does what the handle does", async () => {
  await using here = await controlled({ labs: [] });
  const { cml, http, tell } = here;
  expect(await tell("POST /password", { password: "another" })).toEqual({ status: 204, body: undefined });
  expect(cml.password).toBe("another");
  await using live = await listenLive(cml, { token: await http.logIn() });
  await tell("POST /live/say", { text: '{"event_type":"odd"}' });
  expect(await live.nextOf("odd")).toEqual({ event_type: "odd" });
  expect(await tell("GET /stats")).toEqual({ status: 200, body: JSON.parse(JSON.stringify(cml.stats())) });
  expect(await tell("GET /dropped_files")).toEqual({ status: 200, body: [] });
  const { body: user } = await tell("POST /users", { username: "ada", password: "engine" });
  const { body: lab } = await tell("POST /labs", { title: "Later", nodes: ["alpine"], owner: "ada" });
  expect([user, lab]).toEqual([{ id: expect.stringMatching(/^[\da-f-]{36}$/) }, { id: cml.labIds()[0] }]);
  expect((await tell("GET /requests")).body).toEqual(cml.requests.last());
  expect(cml.requests.last()).toMatchObject([
    { operation: "POST /authenticate" },
    { operation: "GET /ws/ui" },
  ]);
  await tell("DELETE /requests");
  expect((await tell("GET /state")).body.requests).toEqual({ total: 0, byOperation: {} });
});

test("tells no fingerprint that no client sees", async () => {
  await using here = await controlled({ https: false });
  expect((await here.tell("GET /state")).body).not.toHaveProperty("fingerprint256");
  expect(await here.tell("POST /certificate/renew")).toEqual({ status: 204, body: undefined });
});

test.each<[string, unknown, number, RegExp, code?: string]>([
  ["POST /labs", { title: "x", nodes: ["isov"] }, 400, /^lab\.nodes\[0\] is "isov"/, "invalid_option"],
  ["POST /users", { username: "admin", password: "" }, 400, /another user has that name/, "invalid_option"],
  ["POST /password", {}, 400, /at password/],
  ["POST /live/say", { text: 1 }, 400, /at text/],
  ["POST /faults", { fault: { kind: "hang" }, after: -1 }, 400, /at after/, "invalid_option"],
  ["POST /faults", { fault: { kind: "status" } }, 400, /at fault\.status/, "invalid_option"],
  ["POST /faults", { fault: { kind: "magic" } }, 400, /at fault\.kind/, "invalid_option"],
  ["POST /faults", { fault: { kind: "hang" }, time: 1 }, 400, /"time"/, "invalid_option"],
  [
    "POST /faults",
    { fault: { kind: "hang" }, operation: "GET /labz" },
    400,
    /no operation "GET \/labz"/,
    "invalid_option",
  ],
  ["POST /faults", [], 400, /expected object/],
  ["POST /clock", { advanceMs: -1 }, 400, /advanceMs/],
  ["POST /clock", { advanceMs: 1e308 }, 400, /beyond/],
  ["POST /clock", { advanceMs: Number.MAX_SAFE_INTEGER }, 400, /beyond/],
  ["POST /clock", undefined, 400, /advanceMs/],
  ["POST /clock", "{", 400, /not JSON/],
  ["POST /live/drop", { all: true }, 400, /"all"/],
  ["POST /tokens/revoke", { username: "bob" }, 404, /no user named "bob"/, "not_found"],
  ["POST /labs/none/start", undefined, 404, /Lab not found: none/, "not_found"],
  ["POST /labs/labs/start", undefined, 404, /Lab not found: labs/, "not_found"],
  ["POST /labs/l/stop", undefined, 404, /Lab not found: l/, "not_found"],
  ["POST /labs/%78%20y/start", undefined, 404, /Lab not found: x y/, "not_found"],
  ["POST /labs/%/start", undefined, 404, /Lab not found: %/, "not_found"],
  ["POST /labs/a/b/start", undefined, 404, /There is no POST \/labs\/a\/b\/start/],
  ["GET /nothing", undefined, 404, /There is no GET \/nothing\. There are GET \/state/],
  ["GET /constructor", undefined, 404, /There is no/],
])("refuses %s %j", async (name, body, status, error, code) => {
  await using here = await controlled();
  expect(await here.tell(name, body)).toEqual({
    status,
    body: { error: expect.stringMatching(error), ...(code && { code }) },
  });
});

test("starts no lab that the API would not start", async () => {
  const tooMany = Array.from({ length: 21 }, () => "alpine");
  await using here = await controlled({
    labs: [
      { title: "Many", nodes: tooMany },
      { title: "Out", nodes: ["external_connector"] },
    ],
    licence: { expansionNodes: 0 },
  });
  const { cml, http, tell } = here;
  const [many = "", out = ""] = cml.labIds();
  const token = await http.logIn();
  const [connector] = (await http.get(`/labs/${out}/nodes`, token)).body;
  await http.send("PATCH", `/labs/${out}/nodes/${connector}`, token, { configuration: "Moon" });
  for (const id of [many, out]) {
    const { status, body } = await http.send("PUT", `/labs/${id}/start`, token);
    expect(status).toBe(400);
    const refused = { error: body.description, code: "cannot_start" };
    expect(await tell(`POST /labs/${id}/start`)).toEqual({ status: 409, body: refused });
    const { error } = refused;
    expect(() => cml.startLab(id)).toThrow(expect.objectContaining({ code: "cannot_start", message: error }));
  }
  expect(cml.labs().map(({ state }) => state)).toEqual(["DEFINED_ON_CORE", "DEFINED_ON_CORE"]);
  expect(() => cml.stopLab("none")).toThrow(expect.objectContaining({ code: "not_found" }));
});

test("says how to get a clock that can be moved", async () => {
  await using here = await controlled({ clock: Date.now });
  const { status, body } = await here.tell("POST /clock", { advanceMs: 1 });
  expect([status, body.error]).toEqual([409, expect.stringContaining('clock: "manual"')]);
  expect((await here.tell("GET /state")).body).not.toHaveProperty("nowMs");
});

test("lets in nobody who comes by another name, or through a browser", async () => {
  await using here = await controlled();
  const { port = 0 } = here.cml.control ?? {};
  const local = `Host: localhost:${port}`;
  expect(await knock(port, local)).toMatch(/^HTTP\/1\.1 200 /);
  for (const headers of [
    [`Host: attacker.example:${port}`],
    ["Host: 127.0.0.1"],
    ["Host:"],
    [local, "Origin: https://attacker.example"],
    [local, "Origin: null"],
    [local, "Sec-Fetch-Site: cross-site"],
  ])
    expect(await knock(port, ...headers), headers.join()).toMatch(/^HTTP\/1\.1 403 /);
});

test("listens on loopback only, though the controller listens everywhere", async () => {
  await using here = await controlled({ host: "0.0.0.0" });
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === "IPv4");
  for (const { address } of outside) {
    const socket = createConnection({ host: address, port: here.cml.control?.port ?? 0 });
    const [error] = await once(socket, "error");
    expect(error.code).toBe("ECONNREFUSED");
  }
  expect(here.cml.control?.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
});

test("ends with its controller, or before it", async () => {
  const cml = await startCmlSimulator();
  const control = await serveControl(cml);
  await control.close();
  expect((await client(cml).get("/system_information")).status).toBe(200);
  await expect(fetch(`${control.url}/state`)).rejects.toThrow();
  await cml.close();
  const here = await controlled();
  const { url } = here.cml.control ?? {};
  await here.cml.close();
  await expect(fetch(`${url}/state`)).rejects.toThrow();
});

test("leaves no controller behind when its port is taken", async () => {
  await using here = await controlled();
  const port = here.cml.control?.port ?? 0;
  await expect(startCmlSimulator({ control: { port } })).rejects.toThrow("EADDRINUSE");
});
