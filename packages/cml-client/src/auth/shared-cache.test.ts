import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, onTestFinished, test, vi } from "vitest";
import { type CmlToken, type CmlTokenCache, memoryTokenCache } from "../index.ts";
import { clientOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";

const LOGIN = "POST /authenticate";
const password = { username: "u", password: "p" };

/** A store far away, that several processes read and write; each has a cache of its own over it. */
function farAway() {
  const store = new Map<string, CmlToken>();
  const asked: string[] = [];
  const later = async <Value>(what: string, work: () => Value) => {
    asked.push(what);
    await new Promise(setImmediate);
    return work();
  };
  return {
    store,
    asked,
    cache: (): CmlTokenCache => ({
      get: (key) => later("get", () => store.get(key)),
      set: (key, token) => later("set", () => void store.set(key, token)),
      delete: (key) => later("delete", () => void store.delete(key)),
    }),
  };
}

test("shares a login between processes, and asks the store no more while the token is good", async () => {
  await using cml = await startCmlSimulator();
  const { cache, asked } = farAway();
  await using one = clientOf(cml, { tokenCache: cache() });
  await using other = clientOf(cml, { tokenCache: cache() });
  await one.labs.list();
  await other.labs.list();
  expect(cml.requests.count(LOGIN)).toBe(1);
  const before = asked.length;
  for (let call = 0; call < 10; call++) await Promise.all([one.labs.list(), other.labs.list()]);
  expect(asked).toHaveLength(before);
});

test("makes one login for a thousand calls with a store that answers later", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 20 });
  await using client = clientOf(cml, { tokenCache: farAway().cache() });
  await Promise.all(Array.from({ length: 1_000 }, () => client.labs.list()));
  cml.revokeTokens();
  await Promise.all(Array.from({ length: 1_000 }, () => client.labs.list()));
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("takes a token that another process fetched, when its own is refused", async () => {
  await using cml = await startCmlSimulator();
  const { cache } = farAway();
  await using one = clientOf(cml, { tokenCache: cache() });
  await using other = clientOf(cml, { tokenCache: cache() });
  await one.labs.list();
  await other.labs.list();
  cml.revokeTokens();
  await one.labs.list();
  await other.labs.list();
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("logs in when what another process left is refused as well", async () => {
  await using cml = await startCmlSimulator();
  const { cache, store } = farAway();
  await using client = clientOf(cml, { tokenCache: cache() });
  await client.labs.list();
  const [[key, token]] = [...store] as [[string, CmlToken]];
  const theirs = { ...token, token: "another.process.token" };
  store.set(key, theirs);
  cml.revokeTokens();
  await client.labs.list();
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("takes a token for endless that has no end after it was kept as text", async () => {
  let logins = 0;
  await using server = await loopback(({ url }, response) =>
    json(response, url === "/api/v0/authenticate" ? `opaque-${++logins}` : []),
  );
  const store = new Map<string, string>();
  const tokenCache = (): CmlTokenCache => ({
    get: async (key) => JSON.parse(store.get(key) ?? "null"),
    set: async (key, token) => void store.set(key, JSON.stringify(token)),
    delete: async (key) => void store.delete(key),
  });
  for (const _ of [1, 2, 3]) {
    await using client = plainClient(server, { auth: password, tokenCache: tokenCache() });
    await client.labs.list();
  }
  expect(logins).toBe(1);
});

test.each(["line.break\n", "übel", "", 5, undefined])(
  "does not send a cached token that is none: %j",
  async (bad) => {
    await using cml = await startCmlSimulator();
    const kept = {
      token: bad as string,
      expiresAtMs: Date.now() + 3_600_000,
      renewAtMs: Date.now() + 3_000_000,
    };
    const memory = memoryTokenCache();
    memory.set(`${cml.url}/api/v0 admin`, kept);
    const { cache, store } = farAway();
    store.set(`${cml.url}/api/v0 admin`, kept);
    for (const tokenCache of [memory, cache()]) {
      await using client = clientOf(cml, { tokenCache });
      expect(await client.labs.list()).toHaveLength(2);
    }
    expect(cml.requests.count(LOGIN)).toBe(2);
  },
);

test("answers the first call while the store is still taking the token, and closes when it has", async () => {
  // Nobody's patience ends in this test.
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  await using cml = await startCmlSimulator();
  const taken = Promise.withResolvers<void>();
  const client = clientOf(cml, { tokenCache: { ...farAway().cache(), set: () => taken.promise } });
  expect(await client.labs.list()).toHaveLength(2);
  let isClosed = false;
  const closing = client.close().then(() => {
    isClosed = true;
  });
  await using other = clientOf(cml);
  await other.labs.list();
  expect(isClosed).toBe(false);
  taken.resolve();
  await closing;
});

test("logs in once for clients of one cache, though the store is slow to take the token", async () => {
  await using cml = await startCmlSimulator();
  const taken = Promise.withResolvers<void>();
  const tokenCache = { ...farAway().cache(), set: () => taken.promise };
  await using one = clientOf(cml, { tokenCache });
  await using other = clientOf(cml, { tokenCache });
  await one.labs.list();
  await other.labs.list();
  expect(cml.requests.count(LOGIN)).toBe(1);
  taken.resolve();
});

test("logs out what only the store knows of, and takes it out", async () => {
  await using cml = await startCmlSimulator();
  const { cache, store } = farAway();
  await using one = clientOf(cml, { tokenCache: cache() });
  await one.labs.list();
  await using other = clientOf(cml, { tokenCache: cache() });
  await other.logout();
  expect(cml.requests.count("DELETE /logout")).toBe(1);
  expect(store.size).toBe(0);
});

test.each<[string, Partial<CmlTokenCache>]>([
  ["throws", { get: throwing, set: throwing, delete: throwing }],
  ["rejects", { get: rejecting, set: rejecting, delete: rejecting }],
  ["never answers", { get: never, set: never, delete: never }],
])("does without a cache that %s", async (_how, broken) => {
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, { tokenCache: { ...memoryTokenCache(), ...broken } });
  expect(await client.labs.list()).toHaveLength(2);
  cml.revokeTokens();
  expect(await client.labs.list()).toHaveLength(2);
  await client.logout();
});

function throwing(): never {
  throw new Error("disk on fire");
}

function rejecting(): Promise<never> {
  return Promise.reject(new Error("connection to the store lost"));
}

function never(): Promise<never> {
  return new Promise(() => {});
}
