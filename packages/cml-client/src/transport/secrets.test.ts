import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { inspect } from "node:util";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { MockAgent } from "undici";
import { expect, test } from "vitest";
import { type CmlClient, type CmlHooks, createCmlClient } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { loopback } from "../test/loopback.ts";
import { fakeJwt } from "../test/tokens.ts";
import { answerError } from "./answer-error.ts";
import { quote } from "./quote.ts";

const password = 'p"ss wörd/ü\\2';
const token = fakeJwt({ sub: "admin" });
const opaque = "opaque-personal-access-token";
const auth = { username: "admin", password };
const spellings = [password, token, opaque].flatMap((secret) => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
]);

/** Everything a log could make of an error, hidden members and the chain of causes included. */
function everythingIn(error: unknown): string {
  return `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)} ${String(error)}`;
}

function expectNoSecretIn(text: string): void {
  for (const secret of spellings) expect(text).not.toContain(secret);
}

test.each([
  ["plain text", (body: string) => `you sent: ${body}`],
  ["a description", (body: string) => JSON.stringify({ code: 400, description: `you sent: ${body}` })],
  ["a detail with the input", (body: string) => `{"detail":[{"input":${body || '"nothing"'}}]}`],
  ["a page", (body: string) => `<p>${"<br>".repeat(1_010)} you sent ${body} </p>`],
])("no secret gets out when a server echoes it in %s", async (_what, echo) => {
  const told: unknown[] = [];
  const tell = (fact: unknown) => void told.push(fact);
  const hooks: CmlHooks = { onAttempt: tell, onLogin: tell, onDrift: tell };
  for (const status of [200, 400, 401, 403, 500]) {
    await using server = await loopback(({ headers, body }, response) =>
      response.writeHead(status).end(echo(body + (headers.authorization ?? ""))),
    );
    for (const auths of [auth, { token }, { token: () => opaque }]) {
      await using client = plainClient(server, { auth: auths, hooks });
      expectNoSecretIn(everythingIn(await failureOf(client.system.stats())));
    }
  }
  expect(told.length).toBeGreaterThan(0);
  expectNoSecretIn(inspect(told, { depth: 20 }));
});

test.each([
  ["a licence token", (cml: CmlClient, secret: string) => cml.licensing.register({ token: secret })],
  [
    "a new password",
    (cml: CmlClient, secret: string) =>
      cml.request("PATCH /users/{user_id}", {
        path: { user_id: idOf(1) },
        body: { password: { old_password: "Old-Password-1", new_password: secret } },
      }),
  ],
])("%s that was sent does not come back in an error", async (_what, send) => {
  const secret = "S3cret-Of-The-Body";
  for (const status of [200, 400, 500]) {
    await using server = await loopback(({ body }, response) =>
      response.writeHead(status).end(`cannot take ${body}, ${secret}`),
    );
    await using client = plainClient(server, { auth: { token } });
    const outcome = await send(client, secret).catch((error: unknown) => error);
    expect(everythingIn(outcome)).not.toContain(secret);
    expect(everythingIn(outcome)).not.toContain("Old-Password-1");
    if (status !== 200) expect(everythingIn(outcome)).toContain("[redacted]");
  }
});

test("no secret gets out of an answer that is no HTTP: what could not be parsed is not kept", async () => {
  await using server = createServer((socket) => void socket.on("error", () => {}).pipe(socket));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const auths of [auth, { token }]) {
    await using client = createCmlClient({ baseUrl, allowHttp: true, auth: auths, retry: { attempts: 1 } });
    const failure = await failureOf(client.labs.list());
    expect(failure.code).toBe("connection");
    expectNoSecretIn(everythingIn(failure));
  }
});

test("no secret gets out when a real login is refused, or a session ends", async () => {
  await using cml = await startCmlSimulator({ password });
  const hooks: CmlHooks = { onAttempt: (attempt) => expectNoSecretIn(inspect(attempt)) };
  await using client = clientOf(cml, { hooks });
  await client.labs.list();
  cml.setPassword("another");
  cml.revokeTokens();
  await using stubborn = clientOf(cml, { hooks, auth });
  expectNoSecretIn(everythingIn(await failureOf(stubborn.labs.list())));
});

test("no secret gets out of a base URL that contains one", () => {
  for (const baseUrl of ["https://admin:hunter2@cml", "admin:hunter2@cml", "ftp://x:hunter2@cml"]) {
    let error: unknown;
    try {
      createCmlClient({ baseUrl });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: "invalid_request" });
    expect(everythingIn(error)).not.toContain("hunter2");
  }
});

test("strikes out what looks like a secret though nobody knows it", () => {
  expect(quote(`token was ${token}`, [])).toBe("token was [redacted]");
  expect(quote('{"username":"u","password":"swordfish"}', [])).toBe('{"username":"u","password":[redacted]}');
  expect(quote("password=swordfish&x=1", [])).toBe("password=[redacted]&x=1");
});

test("finds a secret where a long page is cut, and behind escapes", () => {
  const detailOf = (body: string) =>
    answerError({ status: 500, headers: {}, body }, "GET /labs", ["swördfish"]).detail;
  const straddling = `${"<br>".repeat(1_023)}swördfish</p>`;
  expect(detailOf(straddling)).toBe("[red");
  expect(detailOf('{"description":"you sent sw\\u00f6rdfish"}')).toBe("you sent [redacted]");
});

test("strikes out a short secret once, and copes with an empty one", () => {
  expect(quote("a b a", ["a", ""])).toBe("[redacted] b [redacted]");
});

test("serialises an error with what programs need, and no more", async () => {
  await using server = await loopback((_request, response) => response.writeHead(404).end('"gone"'));
  await using client = plainClient(server);
  expect(JSON.parse(JSON.stringify(await failureOf(client.labs.get(idOf(1)))))).toEqual({
    name: "CmlError",
    isCmlError: true,
    code: "not_found",
    retryable: false,
    operation: "GET /labs/{lab_id}",
    status: 404,
    detail: "gone",
  });
});

test("keeps what was sent out of the words of a dispatcher that quotes it", async () => {
  const dispatcher = new MockAgent();
  dispatcher.disableNetConnect();
  const mocked = dispatcher.get("https://cml.example");
  mocked.intercept({ path: "/api/v0/labs?show_all=false", headers: { x: "y" } }).reply(200, []);
  mocked.intercept({ method: "POST", path: "/api/v0/authenticate", body: "x" }).reply(200, []);
  for (const auths of [{ token: opaque }, auth]) {
    await using client = createCmlClient({ baseUrl: "https://cml.example", auth: auths, dispatcher });
    const failure = await failureOf(client.labs.list());
    expect(failure.message).toContain("Mock");
    expectNoSecretIn(everythingIn(failure));
  }
});
