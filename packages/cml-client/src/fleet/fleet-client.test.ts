import { startCmlSimulator } from "@cml-fleet/simulator";
import { afterEach, expect, test, vi } from "vitest";
import { CmlError, type CmlFleetController, type CmlFleetResult, createCmlFleetClient } from "../index.ts";
import { failureOf } from "../test/clients.ts";
import { json, type Loopback, loopback } from "../test/loopback.ts";

const controllerAt = (id: string, server: Loopback): CmlFleetController => ({
  id,
  baseUrl: server.url,
  allowHttp: true,
  auth: { token: `token.of.${id}` },
  retry: { attempts: 1 },
});
const codesOf = (results: readonly CmlFleetResult<unknown>[]) =>
  results.map(({ id, ok, error }) => [id, ok ? "ok" : CmlError.is(error) ? error.code : error]);

afterEach(() => void vi.useRealTimers());

test("gives a result for each controller, in order, though one hangs and one fails", async () => {
  await using well = await loopback((_request, response) => json(response, ["l1"]));
  await using ill = await loopback((_request, response) => json(response, null, 503));
  await using mute = await loopback(() => {});
  await using fleet = createCmlFleetClient({
    controllers: [
      controllerAt("mute", mute),
      controllerAt("ill", ill),
      { id: "misconfigured", baseUrl: "ftp://nowhere" },
      controllerAt("well", well),
    ],
    concurrency: 2,
  });
  // The time of the one that hangs passes when all the others have their results, however busy this machine is.
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const told: string[] = [];
  const results = await fleet.run((cml, { signal }) => cml.labs.list({ signal }), {
    timeoutMs: 100,
    onResult({ id }) {
      told.push(id);
      if (told.length === 3) vi.advanceTimersByTime(100);
    },
  });
  expect(codesOf(results)).toEqual([
    ["mute", "timeout"],
    ["ill", "unavailable"],
    ["misconfigured", "invalid_request"],
    ["well", "ok"],
  ]);
  expect(results[3]).toEqual({ id: "well", ok: true, value: ["l1"] });
  expect(told).toEqual(["ill", "misconfigured", "well", "mute"]);
});

test("does not wait for work that does not heed its signal, nor fall over what it throws", async () => {
  await using well = await loopback((_request, response) => json(response, []));
  await using fleet = createCmlFleetClient({
    controllers: [controllerAt("a", well), controllerAt("b", well)],
  });
  const results = await fleet.run(
    (_cml, { id }) => {
      if (id === "b") throw "thrown before there was a promise";
      return new Promise<never>(() => {});
    },
    { timeoutMs: 20 },
  );
  expect(codesOf(results)).toEqual([
    ["a", "timeout"],
    ["b", "thrown before there was a promise"],
  ]);
});

test("works on no more controllers at once than it may", async () => {
  const waiting: (() => void)[] = [];
  let most = 0;
  await using server = await loopback((_request, response) => {
    waiting.push(() => json(response, []));
    most = Math.max(most, waiting.length);
    // Answered when all that may come have come: three at a time, and one in the end.
    if (waiting.length === 3 || server.received.length === 10)
      for (const answer of waiting.splice(0)) answer();
  });
  const controllers = Array.from({ length: 10 }, (_, index) => controllerAt(`c${index}`, server));
  await using fleet = createCmlFleetClient({ controllers, concurrency: 3 });
  const results = await fleet.run((cml, { signal }) => cml.labs.list({ signal }));
  expect(results.every(({ ok }) => ok)).toBe(true);
  expect(most).toBe(3);
});

test("makes one request of every controller, each with its own login", async () => {
  await using one = await startCmlSimulator({ password: "first secret" });
  await using other = await startCmlSimulator({ password: "second secret" });
  const controllers = [one, other].map((cml, index) => ({
    id: `c${index}`,
    baseUrl: cml.url,
    auth: { username: cml.username, password: cml.password },
    tls: { trust: "pinned", fingerprint256: cml.fingerprint256 } as const,
  }));
  await using fleet = createCmlFleetClient({ controllers });
  const results = await fleet.request("GET /labs", { query: { show_all: true } });
  expect(results.map(({ value }) => value)).toEqual([one.labIds(), other.labIds()]);
  for (const cml of [one, other]) expect(cml.requests.count("POST /authenticate")).toBe(1);
  const [only] = await fleet.run((cml) => cml.system.information(), { only: ["c1"] });
  expect(only).toMatchObject({ id: "c1", ok: true, value: { ready: true } });
  expect(one.requests.count("GET /system_information")).toBe(0);
});

test("sends each controller its own token and nothing of the others", async () => {
  await using one = await loopback((_request, response) => json(response, []));
  await using other = await loopback((_request, response) => json(response, []));
  await using fleet = createCmlFleetClient({
    controllers: [controllerAt("a", one), controllerAt("b", other)],
  });
  await fleet.run((cml, { signal }) => cml.labs.list({ signal }));
  expect(one.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer token.of.a"]);
  expect(other.received.map(({ headers }) => headers.authorization)).toEqual(["Bearer token.of.b"]);
});

test.each(["abort", "close"] as const)(
  "ends what is under way, and begins nothing new, on %s",
  async (how) => {
    const asked = Promise.withResolvers<void>();
    await using mute = await loopback(() => asked.resolve());
    const fleet = createCmlFleetClient({
      controllers: [controllerAt("a", mute), controllerAt("b", mute)],
      concurrency: 1,
    });
    const leaving = new AbortController();
    const running = fleet.run((cml, { signal }) => cml.labs.list({ signal }), { signal: leaving.signal });
    await asked.promise;
    if (how === "abort") leaving.abort();
    else await fleet.close();
    const code = how === "abort" ? "aborted" : "closed";
    expect(codesOf(await running)).toEqual([
      ["a", code],
      ["b", code],
    ]);
    expect(mute.received).toHaveLength(1);
    await fleet.close();
    expect(() => fleet.controller("a")).toThrow(expect.objectContaining({ code: "closed" }));
  },
);

test("refuses what cannot be right: an id twice, an unknown one, no concurrency, no time", async () => {
  const invalid = expect.objectContaining({ code: "invalid_request" });
  const one = { id: "a", baseUrl: "https://127.0.0.1" };
  expect(() => createCmlFleetClient({ controllers: [one, one] })).toThrow(invalid);
  expect(() => createCmlFleetClient({ controllers: [one], concurrency: 0 })).toThrow(invalid);
  await using fleet = createCmlFleetClient({ controllers: [one] });
  expect(fleet.ids).toEqual(["a"]);
  expect(fleet.controller("a")).toBe(fleet.controller("a"));
  expect(() => fleet.controller("b")).toThrow(invalid);
  for (const wrong of [{ only: ["b"] }, { timeoutMs: 0 }])
    expect((await failureOf(fleet.run(async () => 1, wrong))).code).toBe("invalid_request");
});
