import { inspect } from "node:util";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { describe, expect, test } from "vitest";
import { type CmlHooks, createCmlClient } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";
import { json, loopback } from "../test/loopback.ts";

describe("authentication", () => {
  exchanges({
    "tells that the login is taken": {
      call: (cml) => cml.authentication.authOk(),
      operation: "GET /authok",
      url: "/authok",
      answer: "OK",
      gives: true,
    },
    "logs a user in, and tells who that is": {
      call: (cml) => cml.authentication.login({ username: "ann", password: "swordfish" }),
      operation: "POST /auth_extended",
      url: "/auth_extended",
      body: { username: "ann", password: "swordfish" },
      answer: { username: "ann", id: idOf(9), token: "a.b.c", admin: true, error: null },
      gives: { token: "a.b.c", id: idOf(9), username: "ann", isAdmin: true },
    },
  });

  test("tells that the login is refused, and throws what says nothing of it", async () => {
    let status = 401;
    await using server = await loopback((_request, response) => response.writeHead(status).end());
    await using cml = plainClient(server);
    expect(await cml.authentication.authOk()).toBe(false);
    status = 502;
    expect(await failureOf(cml.authentication.authOk())).toMatchObject({ code: "unavailable" });
  });

  test("logs in without a login of the client, and keeps its own when it has one", async () => {
    await using cml = await startCmlSimulator();
    const { username, password } = cml;
    await using client = clientOf(cml);
    await client.labs.list();
    const { token, isAdmin } = await client.authentication.login({ username, password });
    expect(isAdmin).toBe(true);
    await client.logout();
    const tls = { trust: "pinned", fingerprint256: cml.fingerprint256 } as const;
    await using other = createCmlClient({ baseUrl: cml.url, tls, auth: { token } });
    expect(await other.authentication.authOk()).toBe(true);
    await using stranger = createCmlClient({ baseUrl: cml.url, tls });
    expect(await stranger.authentication.login({ username, password })).toMatchObject({ username });
    const failure = await failureOf(stranger.authentication.login({ username, password: "wrong" }));
    expect(failure).toMatchObject({ code: "credentials_refused", status: 403, retryable: false });
    expect((await failureOf(stranger.labs.list())).code).toBe("unauthorized");
  });

  test.each<[status: number, body: unknown, code: string]>([
    [200, { id: "x", username: "ann", error: "no more sessions for swordfish" }, "unexpected"],
    [200, { token: 5, secret: "half-a-token" }, "unexpected"],
    [200, "half-a-token", "unexpected"],
    [200, ["half-a-token", "swordfish"], "unexpected"],
    [400, { code: 400, description: "bad swordfish" }, "rejected"],
    [401, "swordfish", "credentials_refused"],
    [403, { code: 403, description: "swordfish is wrong" }, "credentials_refused"],
    [500, "swordfish failed", "unavailable"],
  ])("tells no secret when a login is answered %i %j", async (status, body, code) => {
    const told: unknown[] = [];
    const tell = (fact: unknown) => void told.push(fact);
    const hooks: CmlHooks = {
      onRequest: tell,
      onResponse: tell,
      onAttempt: tell,
      onDrift: tell,
      onLogin: tell,
    };
    await using server = await loopback((_request, response) => json(response, body, status));
    await using cml = plainClient(server, { hooks });
    const failure = await failureOf(cml.authentication.login({ username: "ann", password: "swordfish" }));
    expect(failure.code).toBe(code);
    expect(told.length).toBeGreaterThan(0);
    const everything = inspect([failure, told], { depth: 20, showHidden: true }) + JSON.stringify(failure);
    expect(everything).not.toMatch(/swordfish|half-a-token/);
    expect(server.received).toHaveLength(1);
  });
});
