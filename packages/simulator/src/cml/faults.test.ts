import { once } from "node:events";
import { request } from "node:https";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { expect, test } from "vitest";
import { client, visit } from "../test/cml-requests.ts";
import { listenLive } from "../test/live-client.ts";
import type { CmlFault } from "./cml-faults.ts";

const operation = "GET /labs";

/** What comes over the wire, whatever it is. */
async function raw({ cml, token }: Awaited<ReturnType<typeof visit>>, path = "/labs") {
  const url = `${cml.url}/api/v0${path}`;
  const headers = { authorization: `Bearer ${token}` };
  const sent = request(url, { ca: cml.identity.cert, agent: false, headers });
  sent.end();
  const [answer] = await once(sent, "response");
  return {
    status: answer.statusCode,
    type: answer.headers["content-type"],
    connection: answer.headers.connection,
    text: await text(answer),
  };
}

test.each<[CmlFault, object]>([
  [{ kind: "wrong content type" }, { status: 200, type: "text/html", text: "[]" }],
  [
    { kind: "wrong content type", contentType: "text/plain" },
    { status: 200, type: "text/plain", text: "[]" },
  ],
  [{ kind: "empty body" }, { status: 200, type: "application/json", text: "" }],
  [
    { kind: "bare string", status: 403, text: "denied" },
    { status: 403, type: "application/json", text: '"denied"' },
  ],
])("spoils one answer with %j", async (fault, spoiled) => {
  await using here = await visit({ labs: [] });
  here.cml.faults.add({ operation, fault, times: 1 });
  expect(await raw(here)).toMatchObject(spoiled);
  expect(await raw(here)).toMatchObject({ status: 200, type: "application/json", text: "[]" });
});

test("ends the token of a call, and no other", async () => {
  await using here = await visit({ labs: [] });
  const other = await client(here.cml).logIn();
  here.cml.faults.add({ operation, fault: { kind: "expired token" }, times: 1 });
  expect(await here.get("/labs")).toEqual({
    status: 401,
    body: { code: 401, description: "401: Unauthorized" },
  });
  expect((await here.get("/authok")).status).toBe(401);
  expect((await client(here.cml).get("/authok", other)).status).toBe(200);
});

test("ends the token that a live connection says", async () => {
  await using here = await visit({ labs: [] });
  here.cml.faults.add({ operation: "GET /ws/ui", fault: { kind: "expired token" }, times: 1 });
  await using live = await listenLive(here.cml, { token: here.token });
  expect(await live.closed).toEqual([3_000, "Unauthorized"]);
  expect((await here.get("/authok")).status).toBe(401);
});

test("changes the certificate at a call, and closes its connection", async () => {
  await using here = await visit({ labs: [] });
  const before = here.cml.fingerprint256;
  here.cml.faults.add({ operation, fault: { kind: "certificate change" }, times: 1 });
  expect(await raw(here)).toMatchObject({ status: 200, connection: "close" });
  expect(here.cml.fingerprint256).not.toBe(before);
  expect((await client(here.cml).get("/system_information")).status).toBe(200);
});

test("cuts the live connections at a call, or the one that is being made", async () => {
  await using here = await visit({ labs: [] });
  await using live = await listenLive(here.cml, { token: here.token });
  here.cml.faults.add({ operation, fault: { kind: "live drop" }, times: 1 });
  expect((await here.get("/labs")).status).toBe(200);
  expect((await live.closed)[0]).toBe(1006);
  here.cml.faults.add({ operation: "GET /ws/ui", fault: { kind: "live drop" }, times: 1 });
  await using next = await listenLive(here.cml);
  expect((await next.closed)[0]).toBe(1006);
});

test("lets the live connections hear nothing more, but new ones do", async () => {
  await using here = await visit({ labs: [] });
  await using silent = await listenLive(here.cml, { token: here.token });
  here.cml.faults.add({ operation, fault: { kind: "live silence" }, times: 1 });
  await here.get("/labs");
  await using live = await listenLive(here.cml, { token: here.token });
  await here.send("POST", "/labs", { title: "New" });
  expect(await live.next()).toMatchObject({ event: "created" });
  here.cml.live.say('"the first"');
  expect(await silent.next()).toBe("the first");
});

test("ends the tokens of one user", async () => {
  await using here = await visit({ users: [{ username: "ada", password: "engine" }], labs: [] });
  const http = client(here.cml);
  const login = { username: "ada", password: "engine" };
  const { body: hers } = await http.send("POST", "/authenticate", undefined, login);
  here.cml.revokeTokens("ada");
  expect((await http.get("/authok", hers)).status).toBe(401);
  expect((await here.get("/authok")).status).toBe(200);
  expect(() => here.cml.revokeTokens("bob")).toThrow('no user named "bob"');
});

test("lets the rules of one operation wait for each other", async () => {
  await using here = await visit({ labs: [] });
  const answers = async (count: number) => {
    const seen = [];
    for (let call = 0; call < count; call += 1) seen.push((await here.get("/labs")).status);
    return seen;
  };
  here.cml.faults.add({ operation, fault: { kind: "status", status: 500 }, times: 2 });
  here.cml.faults.add({ operation, fault: { kind: "latency", ms: 1 }, times: 1 });
  here.cml.faults.add({ operation, fault: { kind: "expired token" }, times: 1 });
  here.cml.faults.add({ fault: { kind: "status", status: 503 }, times: 1 });
  expect(await answers(3)).toEqual([500, 500, 503]);
  expect((await here.get("/labs")).status).toBe(401);
});

test.each(["https", "http"])("resets connections of %s", async (scheme) => {
  await using here = await visit({ https: scheme === "https", labs: [] });
  const { port, identity, faults } = here.cml;
  const ended = async (upgrade = "") => {
    const socket = scheme === "https" ? connectTls({ port, ca: identity.cert }) : connect(port);
    socket.write(`GET ${upgrade === "" ? "/api/v0/labs" : "/ws/ui"} HTTP/1.1\r\nHost: a\r\n${upgrade}\r\n`);
    const [error] = await once(socket, "end").then(
      () => ["an orderly end"],
      (reason: NodeJS.ErrnoException) => [reason.code],
    );
    socket.destroy();
    return error;
  };
  faults.add({ fault: { kind: "reset" } });
  expect(await ended()).toBe("ECONNRESET");
  expect(await ended("Connection: Upgrade\r\nUpgrade: websocket\r\n")).toBe("ECONNRESET");
});

test("ends the token of a call that needs none, and answers it", async () => {
  await using here = await visit({ labs: [] });
  here.cml.faults.add({ operation: "GET /system_information", fault: { kind: "expired token" }, times: 1 });
  expect((await here.get("/system_information")).status).toBe(200);
  expect((await here.get("/authok")).status).toBe(401);
});

test.each<CmlFault>([
  { kind: "empty body" },
  { kind: "status", status: 204 },
  { kind: "wrong content type" },
])("says no length of a body that an answer cannot have, with %j", async (fault) => {
  await using here = await visit({ https: false });
  const [lab] = here.cml.labIds();
  here.cml.faults.add({ fault });
  const socket = connect(here.cml.port);
  const head = `PUT /api/v0/labs/${lab}/stop HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${here.token}\r\n`;
  socket.write(`${head}Connection: close\r\n\r\n`);
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 204 [\s\S]*\r\n\r\n$/);
  expect(answer).not.toMatch(/content-length/i);
});
