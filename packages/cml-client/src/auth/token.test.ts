import { expect, onTestFinished, test, vi } from "vitest";
import type { CmlLogin } from "../index.ts";
import { plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { fakeJwt } from "../test/tokens.ts";
import { freshToken, givenToken } from "./token.ts";

const HOUR_S = 3_600;
const NOW_MS = Date.parse("2026-05-20T12:00:00Z");
const NOW_S = NOW_MS / 1_000;

test("takes a token's life to be exp - iat from now, whatever the controller's clock says", () => {
  for (const skewS of [0, -10 * HOUR_S, 10 * HOUR_S]) {
    const iat = NOW_S + skewS;
    const token = fakeJwt({ iat, exp: iat + 24 * HOUR_S });
    expect(freshToken(token, NOW_MS)).toEqual({
      token,
      expiresAtMs: NOW_MS + 24 * HOUR_S * 1_000,
      renewAtMs: NOW_MS + 24 * HOUR_S * 1_000 - 60_000,
    });
  }
});

test("renews a short-lived token shortly before its end, not a minute before", () => {
  const token = fakeJwt({ iat: NOW_S, exp: NOW_S + 100 });
  expect(freshToken(token, NOW_MS).renewAtMs).toBe(NOW_MS + 95_000);
});

test("goes by exp alone when iat is missing, and for a token that somebody gave", () => {
  const token = fakeJwt({ exp: NOW_S + HOUR_S });
  expect(freshToken(token, NOW_MS).expiresAtMs).toBe(NOW_MS + HOUR_S * 1_000);
  const given = fakeJwt({ iat: NOW_S - 23 * HOUR_S, exp: NOW_S + HOUR_S });
  expect(givenToken(given, NOW_MS).expiresAtMs).toBe(NOW_MS + HOUR_S * 1_000);
});

test.each([
  "opaque",
  "a.b.c",
  fakeJwt({}),
  fakeJwt({ exp: "soon", iat: null }),
  fakeJwt({ exp: NOW_S, iat: NOW_S + 1 }),
])("uses a token whose end is unknown until it is refused: %s", (token) => {
  expect(freshToken(token, NOW_MS)).toEqual({ token, expiresAtMs: null, renewAtMs: null });
});

test("logs in again when the token's life is nearly over by this machine's clock", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  onTestFinished(() => void vi.useRealTimers());
  const logins: CmlLogin[] = [];
  const renewed = Promise.withResolvers<void>();
  await using server = await loopback(({ url }, response) => {
    // The controller's clock is a year behind.
    const iat = NOW_S - 365 * 24 * HOUR_S;
    if (url === "/api/v0/authenticate") return json(response, fakeJwt({ iat, exp: iat + HOUR_S }));
    return json(response, []);
  });
  await using client = plainClient(server, {
    auth: { username: "u", password: "p" },
    hooks: {
      onLogin: (login) => {
        if (logins.push(login) === 2) renewed.resolve();
      },
    },
  });
  await client.labs.list();
  vi.setSystemTime(NOW_MS + (HOUR_S - 61) * 1_000);
  await client.labs.list();
  expect(logins.map(({ expiresAt }) => expiresAt)).toEqual(["2026-05-20T13:00:00.000Z"]);
  vi.setSystemTime(NOW_MS + (HOUR_S - 59) * 1_000);
  await client.labs.list();
  await renewed.promise;
});
