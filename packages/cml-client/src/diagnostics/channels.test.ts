import { inspect } from "node:util";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, onTestFinished, test } from "vitest";
import { type CmlChannelMessages, type CmlChannelName, type CmlHooks, subscribeToCml } from "../index.ts";
import { clientOf, failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { json, loopback } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";
import { channels } from "./channels.ts";

const kinds = ["request", "response", "failure", "retry", "login", "drift", "breaker"] as const;

/** Hears everything that is said from now on, until the test ends. */
function listening(): [kind: string, message: CmlChannelMessages[CmlChannelName]][] {
  const heard: [string, CmlChannelMessages[CmlChannelName]][] = [];
  for (const kind of kinds) {
    onTestFinished(
      subscribeToCml(`cml-fleet:cml-client:${kind}`, (message) => void heard.push([kind, message])),
    );
  }
  return heard;
}

const everyHook = (told: string[]): CmlHooks =>
  Object.fromEntries(
    ["onRequest", "onResponse", "onAttempt", "onRetry", "onLogin", "onDrift", "onBreaker"].map((hook) => [
      hook,
      (fact: object) => void told.push(`${hook} ${inspect(fact, { depth: 9 })}`),
    ]),
  );

test("tells of every request and how it ended, with one object for both", async () => {
  const heard = listening();
  const statuses = [503, 200];
  await using server = await loopback((_request, response) => json(response, [], statuses.shift()));
  await using cml = plainClient(server, { retry: { attempts: 2, baseDelayMs: 0 } });
  await cml.labs.list();
  expect(heard.map(([kind]) => kind)).toEqual(["request", "response", "retry", "request", "response"]);
  const [first, answered, retry, second] = heard.map(([, message]) => message);
  expect(first).toEqual({ origin: server.url, operation: "GET /labs", method: "GET", attempt: 1 });
  expect(answered).toEqual({ request: first, status: 503, durationMs: expect.any(Number) });
  expect((answered as CmlChannelMessages["cml-fleet:cml-client:response"]).request).toBe(first);
  expect(retry).toMatchObject({ origin: server.url, attempt: 2, status: 503, failure: null });
  expect(second).toMatchObject({ attempt: 2 });
});

test("tells of failures, of logins, of drift and of the breaker", async () => {
  const heard = listening();
  await using server = await openServer((request, response) => {
    if (request.url?.endsWith("/authenticate")) return json(response, "a.b.c");
    if (request.url?.endsWith("/labs?show_all=false")) return response.socket?.resetAndDestroy();
    return json(response, { version: "2.9.0", ready: true, something: "new" });
  });
  await using cml = plainClient(server, {
    auth: { username: "u", password: "p" },
    breaker: { failures: 1, openMs: 60_000 },
  });
  await cml.system.information();
  await failureOf(cml.labs.list());
  expect(heard.map(([kind]) => kind)).toEqual([
    ...["request", "response", "drift"],
    ...["request", "response", "login"],
    ...["request", "breaker", "failure"],
  ]);
  expect(heard.find(([kind]) => kind === "drift")?.[1]).toEqual({
    origin: server.url,
    operation: "GET /system_information",
    path: "something",
    kind: "unknown_key",
  });
  expect(heard.at(-1)?.[1]).toMatchObject({ status: null, error: { code: "connection" } });
});

test("tells hooks the same, and lets them break without harm", async () => {
  const told: string[] = [];
  await using server = await loopback((_request, response) => json(response, []));
  await using cml = plainClient(server, { hooks: everyHook(told) });
  await cml.labs.list();
  expect(told.map((line) => line.split(" ")[0])).toEqual(["onRequest", "onAttempt", "onResponse"]);
  const broken = () => {
    throw new Error("counter broken");
  };
  const hooks = {
    onRequest: broken,
    onResponse: broken,
    onAttempt: broken,
    onRetry: broken,
    onBreaker: broken,
  };
  await using other = plainClient(server, { hooks });
  expect(await other.labs.list()).toEqual([]);
});

test("says nothing secret to hooks and channels, and no id", async () => {
  const told: string[] = [];
  const heard = listening();
  await using cml = await startCmlSimulator();
  await using client = clientOf(cml, { hooks: everyHook(told), retry: { attempts: 2, baseDelayMs: 0 } });
  await client.labs.list();
  cml.revokeTokens();
  cml.faults.add({ operation: "GET /labs", fault: { kind: "reset" }, times: 1 });
  await client.labs.list();
  await failureOf(client.labs.get(idOf(7)));
  await failureOf(client.pcap.download(idOf(8)));
  await client.logout();
  const everything = told.join("\n") + inspect(heard, { depth: 12, showHidden: true });
  expect(told.length).toBeGreaterThan(10);
  for (const secret of [cml.password, "Bearer", "eyJ", idOf(8)]) {
    expect(everything.includes(`'${secret}`) || everything.includes(`"${secret}`)).toBe(false);
  }
  expect(everything).not.toContain("eyJ");
  expect(everything).not.toContain(`/pcap/${idOf(8)}`);
});

test("makes nothing for channels that nobody listens to", () => {
  for (const kind of kinds) expect(channels[kind].hasSubscribers).toBe(false);
});
