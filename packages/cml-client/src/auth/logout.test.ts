import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test, vi } from "vitest";
import { memoryTokenCache } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { agingCache } from "../test/tokens.ts";

test("ends the session, for everyone who shares it, and logs in again for the next call", async () => {
  await using cml = await startCmlSimulator();
  const tokenCache = memoryTokenCache();
  await using client = clientOf(cml, { tokenCache });
  await client.labs.list();
  const token = tokenCache.get(`${cml.url}/api/v0 admin`)?.token ?? "";
  await client.logout();
  expect(cml.requests.count("DELETE /logout")).toBe(1);
  await using stranger = clientOf(cml, { auth: { token } });
  expect((await failureOf(stranger.labs.list())).code).toBe("unauthorized");
  await client.labs.list();
  expect(cml.requests.count("POST /authenticate")).toBe(2);
});

test("does not log in to log out", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml);
  await client.logout();
  expect(cml.requests.count()).toBe(0);
});

test("takes a session that is over already for logged out", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml);
  await client.labs.list();
  cml.revokeTokens();
  await client.logout();
  await client.logout();
  expect(cml.requests.count("DELETE /logout")).toBe(1);
});

test("reports a log-out that failed, and keeps the token", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml);
  await client.labs.list();
  cml.faults.add({ operation: "DELETE /logout", fault: { kind: "status", status: 500 }, times: 1 });
  expect((await failureOf(client.logout())).code).toBe("unavailable");
  await client.logout();
  expect(cml.requests.count("DELETE /logout")).toBe(2);
});

test("ends the session too that was replaced in the background, and is still good", async () => {
  const renewed = Promise.withResolvers<void>();
  let logins = 0;
  await using cml = await startCmlSimulator();
  const tokenCache = agingCache();
  const onLogin = () => {
    if (++logins === 2) renewed.resolve();
  };
  await using client = clientOf(cml, { tokenCache, hooks: { onLogin } });
  const key = `${cml.url}/api/v0 admin`;
  await client.labs.list();
  const first = tokenCache.get(key)?.token ?? "";
  tokenCache.ripen();
  await client.labs.list();
  await renewed.promise;
  await expect.poll(() => tokenCache.get(key)?.token).not.toBe(first);
  const second = tokenCache.get(key)?.token ?? "";
  await client.logout();
  for (const token of [first, second]) {
    await using stranger = clientOf(cml, { auth: { token } });
    expect((await failureOf(stranger.labs.list())).code).toBe("unauthorized");
  }
});

test("forgets a password that was given as text, but asks a function again", async () => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, { auth: { username: "admin", password: "admin" } });
  await client.labs.list();
  await client.logout();
  const failure = await failureOf(client.labs.list());
  expect(failure).toMatchObject({ code: "unauthorized", retryable: false });
  expect(failure.message).toContain("has forgotten its password");
  expect(cml.requests.count("POST /authenticate")).toBe(1);
  await using asking = clientOf(cml, { auth: { username: "admin", password: () => "admin" } });
  await asking.labs.list();
  await asking.logout();
  expect(await asking.labs.list()).toHaveLength(2);
});

test("waits for a login that is under way, and ends that session too", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 50 });
  await using client = clientOf(cml);
  const list = client.labs.list();
  await client.logout();
  await list.catch(() => {});
  expect(cml.requests.count("DELETE /logout")).toBe(1);
});

test("opens no new session for calls that are refused while it logs out", async () => {
  let logins = 0;
  const sessions = new Set<string>();
  const ending = Promise.withResolvers<void>();
  await using server = await loopback(({ url, headers }, response) => {
    const token = headers.authorization?.slice("Bearer ".length) ?? "";
    if (url.endsWith("/authenticate")) {
      logins += 1;
      sessions.add(`token-${logins}`);
      json(response, `token-${logins}`);
    } else if (url.includes("/logout")) {
      sessions.delete(token);
      // The session is over before the answer says so.
      void ending.promise.then(() => json(response, true));
    } else if (sessions.has(token)) json(response, []);
    else json(response, { code: 401, description: "401: Unauthorized" }, 401);
  });
  await using cml = plainClient(server, { auth: { username: "admin", password: "as text" } });
  await cml.labs.list();
  const leaving = cml.logout();
  await vi.waitUntil(() => sessions.size === 0);
  const refused = await failureOf(cml.labs.list());
  ending.resolve();
  await leaving;
  expect(refused.code).toBe("unauthorized");
  expect([...sessions]).toEqual([]);
  expect(logins).toBe(1);
});

test("stays logged out when another log-out at the same time fails", async () => {
  const answers: (() => void)[] = [];
  await using server = await loopback(({ url }, response) => {
    if (url.endsWith("/authenticate")) return json(response, "a.b.c");
    if (!url.includes("/logout")) return json(response, []);
    const status = answers.length === 0 ? 500 : 200;
    answers.push(() => json(response, status === 200 ? true : { code: 500, description: "busy" }, status));
  });
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    answers.length = 0;
    await using cml = plainClient(server, { auth: { username: "admin", password: "as text" } });
    await cml.labs.list();
    const both = [cml.logout().catch(() => "failed"), cml.logout().catch(() => "failed")];
    await vi.waitUntil(() => answers.length === 2);
    for (const index of order) answers[index]?.();
    expect((await Promise.all(both)).filter((outcome) => outcome === "failed")).toHaveLength(1);
    expect((await failureOf(cml.labs.list())).message).toContain("forgotten its password");
  }
});
