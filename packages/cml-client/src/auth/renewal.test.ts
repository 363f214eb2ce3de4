import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, onTestFinished, test, vi } from "vitest";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";
import { agingCache, fakeJwt } from "../test/tokens.ts";

const LOGIN = "POST /authenticate";

test("renews a token that is still good in the background, once, while calls go on with it", async () => {
  const release = Promise.withResolvers<void>();
  let logins = 0;
  const tokens: (string | undefined)[] = [];
  await using server = await openServer(async (request, response) => {
    if (request.method === "GET") {
      tokens.push(request.headers.authorization);
      return json(response, []);
    }
    logins += 1;
    if (logins > 1) await release.promise;
    return json(response, `token.number.${logins}`);
  });
  const renewed = Promise.withResolvers<void>();
  let told = 0;
  const tokenCache = agingCache();
  await using cml = plainClient(server, {
    auth: { username: "u", password: "p" },
    tokenCache,
    hooks: {
      onLogin: () => {
        told += 1;
        if (told === 2) renewed.resolve();
      },
    },
  });
  await cml.labs.list();
  tokenCache.ripen();
  await Promise.all(Array.from({ length: 50 }, () => cml.labs.list()));
  expect(logins).toBe(2);
  expect(new Set(tokens)).toEqual(new Set(["Bearer token.number.1"]));
  release.resolve();
  await renewed.promise;
  await new Promise(setImmediate);
  await cml.labs.list();
  expect(tokens.at(-1)).toBe("Bearer token.number.2");
  expect(logins).toBe(2);
});

test("waits for a login when the token has ended", async () => {
  await using cml = await startCmlSimulator({ loginDelayMs: 50 });
  const tokenCache = agingCache();
  await using client = clientOf(cml, { tokenCache });
  await client.labs.list();
  tokenCache.age();
  await client.labs.list();
  expect(cml.requests.count(LOGIN)).toBe(2);
});

test("tries a password that is refused in the background only once, and says so when the token ends", async () => {
  await using cml = await startCmlSimulator();
  const tokenCache = agingCache();
  await using client = clientOf(cml, { tokenCache, auth: { username: "admin", password: "admin" } });
  await client.labs.list();
  cml.setPassword("changed");
  tokenCache.ripen();
  for (let call = 0; call < 20; call++) await client.labs.list();
  expect(cml.requests.count(LOGIN)).toBe(2);
  tokenCache.age();
  expect((await failureOf(client.labs.list())).code).toBe("credentials_refused");
});

test("pauses after a renewal in the background failed", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-05-20T12:00:00Z") });
  onTestFinished(() => void vi.useRealTimers());
  let logins = 0;
  await using server = await openServer((request, response) => {
    if (request.method === "GET") return json(response, []);
    logins += 1;
    const iat = Date.now() / 1_000;
    json(response, fakeJwt({ iat, exp: iat + 3_600 }), logins === 1 ? 200 : 503);
  });
  const failed = [1, 2].map(() => Promise.withResolvers<void>());
  let failures = 0;
  await using cml = plainClient(server, {
    auth: { username: "u", password: "p" },
    hooks: {
      onAttempt: ({ status }) => {
        if (status === 503) failed[failures++]?.resolve();
      },
    },
  });
  await cml.labs.list();
  vi.setSystemTime(Date.now() + 3_545_000);
  await cml.labs.list();
  await failed[0]?.promise;
  for (let call = 0; call < 5; call++) await cml.labs.list();
  expect(logins).toBe(2);
  vi.setSystemTime(Date.now() + 10_001);
  await cml.labs.list();
  await failed[1]?.promise;
  expect(logins).toBe(3);
});
