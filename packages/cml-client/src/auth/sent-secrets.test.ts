import { inspect } from "node:util";
import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";
import { createSentSecrets } from "./sent-secrets.ts";

/** Everything a log could make of an error. */
const everythingIn = (error: unknown) => inspect(error, { depth: 20, showHidden: true });

/** Takes each password once, and tells in prose of all that it was ever sent. */
function talkative() {
  const sent: string[] = [];
  return loopback(({ url, headers, body }, response) => {
    const isLogin = url.endsWith("/authenticate");
    sent.push(isLogin ? JSON.parse(body).password : String(headers.authorization).replace("Bearer ", ""));
    if (isLogin && sent.length === 1) return json(response, "first.token");
    const status = isLogin ? 500 : 401;
    json(response, { code: status, description: `I remember ${sent.join(" and ")} well` }, status);
  });
}

test("strikes out a password and a token from before, which a controller quotes in prose", async () => {
  await using server = await talkative();
  const passwords = ["winter-2025", "spring-2026", "summer-2026"];
  const password = () => passwords.shift() ?? "autumn-2026";
  await using cml = plainClient(server, { auth: { username: "ann", password } });
  for (const _again of [1, 2, 3]) {
    const failure = await failureOf(cml.labs.list());
    expect(failure).toMatchObject({ code: "unavailable", operation: "POST /authenticate" });
    expect(failure.detail).toMatch(/^I remember \[redacted\] and/);
    expect(everythingIn(failure)).not.toMatch(/2025|2026|first\.token/);
  }
  const open = await failureOf(cml.system.information());
  expect(open.detail).toContain("I remember [redacted] and [redacted]");
  expect(everythingIn(open)).not.toMatch(/2025|2026|first\.token/);
});

test("strikes out an opaque token from before", async () => {
  const tokens = ["first-opaque-token", "second-opaque-token"];
  const used: unknown[] = [];
  await using server = await loopback(({ headers }, response) => {
    used.push(headers.authorization);
    json(response, { code: 401, description: `not ${used.join(", not ")}` }, 401);
  });
  const token = () => tokens.shift() ?? "third-opaque-token";
  await using cml = plainClient(server, { auth: { token } });
  for (const _again of [1, 2]) {
    const failure = await failureOf(cml.labs.list());
    expect(failure.code).toBe("unauthorized");
    expect(everythingIn(failure)).not.toContain("opaque-token");
  }
  expect(used.length).toBeGreaterThan(2);
});

test("remembers the last sixteen, each once, and nothing after it is told to forget", () => {
  const sent = createSentSecrets();
  for (let count = 0; count < 20; count++) {
    sent.note(`secret ${count}`);
    sent.note(`secret ${count}`);
  }
  const remembered = Array.from({ length: 16 }, (_nothing, index) => `secret ${index + 4}`);
  expect(sent.with(["own"])).toEqual(["own", ...remembered]);
  sent.forget();
  expect(sent.with(["own"])).toEqual(["own"]);
});

test("remembers the password that is in use, however many tokens came after it", () => {
  const sent = createSentSecrets();
  for (let count = 0; count < 40; count++) {
    sent.note("the password");
    sent.note(`token ${count}`);
    expect(sent.with([])).toContain("the password");
  }
});
