import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { memoryTokenCache } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { agingCache } from "../test/tokens.ts";

const LOGIN = "POST /authenticate";

test("logs in once for a thousand calls that find the token too old", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 100 });
  const tokenCache = agingCache();
  await using client = clientOf(cml, { tokenCache });
  await client.labs.list();
  tokenCache.age();
  const lists = await Promise.all(Array.from({ length: 1_000 }, () => client.labs.list()));
  expect(new Set(lists.map(String)).size).toBe(1);
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("logs in once for a thousand calls whose token the controller refuses", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 20 });
  await using client = clientOf(cml);
  await client.labs.list();
  cml.revokeTokens();
  await Promise.all(Array.from({ length: 1_000 }, () => client.labs.list()));
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("after a 401 logs in once, replays once, and then says unauthorized", async () => {
  let logins = 0;
  await using server = await loopback(({ url }, response) => {
    if (url === "/api/v0/authenticate") return json(response, `token.number.${++logins}`);
    return json(response, { code: 401, description: "401: Unauthorized" }, 401);
  });
  await using client = plainClient(server, { auth: { username: "u", password: "p" } });
  const { code, status, retryable } = await failureOf(client.labs.list());
  expect({ code, status, retryable }).toEqual({ code: "unauthorized", status: 401, retryable: false });
  expect(server.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ["/api/v0/authenticate", undefined],
    ["/api/v0/labs?show_all=false", "Bearer token.number.1"],
    ["/api/v0/authenticate", undefined],
    ["/api/v0/labs?show_all=false", "Bearer token.number.2"],
  ]);
});

test("does not replay with a token the controller refused a moment ago", async () => {
  await using server = await loopback(({ url }, response) =>
    url === "/api/v0/authenticate" ? json(response, "always.the.same") : json(response, null, 401),
  );
  await using client = plainClient(server, { auth: { username: "u", password: "p" } });
  expect((await failureOf(client.labs.list())).code).toBe("unauthorized");
  expect(server.received).toHaveLength(3);
});

test("never logs in again because of a 403", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml);
  cml.faults.add({ operation: "GET /labs", fault: { kind: "status", status: 403 } });
  for (const _ of [1, 2]) expect((await failureOf(client.labs.list())).code).toBe("forbidden");
  expect(cml.requests.count(LOGIN)).toBe(1);
});

test("says that the credentials are refused, to every call that waited, after one try", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 20 });
  await using client = clientOf(cml, { auth: { username: "admin", password: "wrong" } });
  const failures = await Promise.all(Array.from({ length: 20 }, () => failureOf(client.labs.list())));
  expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(["credentials_refused"]));
  expect(cml.requests.count(LOGIN)).toBe(1);
  await failureOf(client.labs.list());
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("does not try a refused login again for calls that lose their token later", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, { auth: { username: "admin", password: "admin" } });
  await client.labs.list();
  cml.setPassword("changed");
  cml.revokeTokens();
  cml.faults.add({ operation: "GET /system_stats", fault: { kind: "latency", ms: 60 }, times: 1 });
  const late = failureOf(client.system.stats());
  expect((await failureOf(client.labs.list())).code).toBe("credentials_refused");
  expect((await late).code).toBe("credentials_refused");
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("lets two clients with one token cache share one login", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 20 });
  const tokenCache = memoryTokenCache();
  await using one = clientOf(cml, { tokenCache });
  await using other = clientOf(cml, { tokenCache });
  await Promise.all([one.labs.list(), other.labs.list()]);
  await other.labs.list();
  expect(cml.requests.count(LOGIN)).toBe(1);
});

test("logs in for itself when the client that logged in for both is closed", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 50 });
  const tokenCache = memoryTokenCache();
  const one = clientOf(cml, { tokenCache });
  await using other = clientOf(cml, { tokenCache });
  const abandoned = failureOf(one.labs.list());
  const list = other.labs.list();
  await one.close();
  expect((await abandoned).code).toBe("closed");
  expect(await list).toHaveLength(2);
});

test("logs in for itself when another client of the cache has a wrong password", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 50 });
  const tokenCache = memoryTokenCache();
  await using bad = clientOf(cml, { tokenCache, auth: { username: "admin", password: "wrong" } });
  await using good = clientOf(cml, { tokenCache });
  const refused = failureOf(bad.labs.list());
  const lists = Promise.all(Array.from({ length: 20 }, () => good.labs.list()));
  expect((await refused).code).toBe("credentials_refused");
  expect(await lists).toHaveLength(20);
  expect(cml.requests.count(LOGIN)).toBe(2);
  expect(await bad.labs.list()).toHaveLength(2);
});

test("does not hand one client's own failure to another that shares its cache", async () => {
  await using cml = await startCmlSimulator();
  const tokenCache = memoryTokenCache();
  const sealed = Promise.withResolvers<string>();
  await using one = clientOf(cml, {
    tokenCache,
    auth: { username: "admin", password: () => sealed.promise },
  });
  await using other = clientOf(cml, { tokenCache });
  const failing = expect(one.labs.list()).rejects.toThrow("the vault is sealed");
  const list = other.labs.list();
  sealed.reject(new Error("the vault is sealed"));
  await failing;
  expect(await list).toHaveLength(2);
});

test("shares no login between user names that functions give", async () => {
  await using cml = await startCmlSimulator();
  const tokenCache = memoryTokenCache();
  const auth = { username: () => cml.username, password: () => cml.password };
  await using one = clientOf(cml, { tokenCache, auth });
  await using other = clientOf(cml, { tokenCache, auth });
  await Promise.all([one.labs.list(), other.labs.list()]);
  expect(cml.requests.count(LOGIN)).toBe(2);
});
