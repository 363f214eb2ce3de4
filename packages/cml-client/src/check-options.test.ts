import { expect, test, vi } from "vitest";
import {
  type CmlClient,
  type CmlClientOptions,
  createCmlClient,
  createCmlFleetClient,
  fileTokenCache,
} from "./index.ts";
import { failureOf, plainClient } from "./test/clients.ts";
import { idOf } from "./test/ids.ts";
import { json, loopback } from "./test/loopback.ts";

test.each<[what: string, options: object, named: string]>([
  ["a misspelt option", { retrys: {} }, "retrys"],
  ["a misspelt unit", { timeoutMS: 5 }, "timeoutMS"],
  ["a misspelt option of the retries", { retry: { attemps: 1 } }, "attemps"],
  ["no retries at all", { retry: null }, "retry"],
  ["hooks that are none", { hooks: 5 }, "hooks"],
  ["a hook there is not", { hooks: { onError() {} } }, "onError"],
  ["a breaker that is on", { breaker: true }, "breaker"],
  ["transfers that are a number", { transfers: 120_000 }, "transfers"],
  ["a misspelt option of the events", { events: { stall: 5 } }, "stall"],
])("refuses %s when the client is made, and names it", (_what, options, named) => {
  const given = { baseUrl: "https://127.0.0.1", ...options } as CmlClientOptions;
  expect(() => createCmlClient(given)).toThrow(
    expect.objectContaining({ code: "invalid_request", message: expect.stringContaining(named) }),
  );
});

test("takes options that are there, and not set", () => {
  const unset = { retry: undefined, hooks: undefined, breaker: false };
  const given = { baseUrl: "https://127.0.0.1", ...unset } as unknown as CmlClientOptions;
  expect(() => createCmlClient(given)).not.toThrow();
});

type Untyped = (name: string, input: unknown) => Promise<unknown>;
const request = (cml: CmlClient) => cml.request as unknown as Untyped;
const content = (async function* () {})();

test.each<[what: string, call: (cml: CmlClient) => Promise<unknown>, named: string]>([
  ["a misspelt query", (cml) => request(cml)("GET /labs", { querry: { show_all: true } }), "querry"],
  ["a misspelt limit", (cml) => request(cml)("GET /labs", { timeoutMS: 5 }), "timeoutMS"],
  ["no input", (cml) => request(cml)("GET /labs", null), "input"],
  ["a signal that is none", (cml) => cml.labs.list({ signal: {} as AbortSignal }), "signal"],
  [
    "a file that has a content",
    (cml) => cml.images.upload({ file: "a.qcow2", size: 3, content } as never),
    "leave those out",
  ],
  ["a file elsewhere", (cml) => cml.images.upload({ file: new URL("file://host/a.qcow2") }), "file"],
])("refuses %s when a call is made, names it, and sends nothing", async (_what, call, named) => {
  await using cml = plainClient({ url: "http://127.0.0.1:1" });
  const failure = await failureOf(call(cml));
  expect(failure.code).toBe("invalid_request");
  expect(failure.message).toContain(named);
});

const misspelt = { timeoutMS: 5 };

test.each<[what: string, call: (cml: CmlClient) => Promise<unknown>, named?: string]>([
  ["a list", (cml) => cml.labs.list(misspelt as object)],
  ["a list with details", (cml) => cml.labs.listDetails(misspelt as object)],
  ["an option of the method's own", (cml) => cml.labs.list({ al: true } as object), "al"],
  ["one that another method has", (cml) => cml.users.list({ all: true } as object), "all"],
  ["one lab", (cml) => cml.labs.get(idOf(1), misspelt as object)],
  ["nodes", (cml) => cml.nodes.list(idOf(1), misspelt as object)],
  ["a creation", (cml) => cml.users.create({ username: "ann", password: "pw" }, misspelt as object)],
  ["an action", (cml) => cml.labs.start(idOf(1), misspelt as object)],
  ["a login", (cml) => cml.authentication.login({ username: "a", password: "b" }, misspelt as object)],
  ["a question about the login", (cml) => cml.authentication.authOk(misspelt as object)],
  ["telemetry", (cml) => cml.telemetry.since(null, misspelt as object)],
  ["a download", (cml) => cml.pcap.download(idOf(1), misspelt as object)],
  ["an archive", (cml) => cml.system.archive(misspelt as object)],
  ["an upload", (cml) => cml.images.upload({ file: "a.qcow2" }, misspelt as object)],
  ["a wait", (cml) => cml.labs.waitUntilConverged(idOf(1), misspelt as object)],
  ["a sequence", (cml) => cml.labs.ensureStarted(idOf(1), misspelt as object)],
  ["a destruction", (cml) => cml.labs.destroy(idOf(1), { target: "wiped" } as object), "target"],
  ["a registration", (cml) => cml.licensing.registerAndWait({ token: "ABCD-1234", ...misspelt } as never)],
  ["events", async (cml) => cml.events(misspelt as object)],
  ["a certificate", (cml) => cml.certificate(misspelt as object)],
  ["a log-out", (cml) => cml.logout(misspelt as object)],
  ["no options at all", (cml) => cml.system.stats(null as never), "options"],
  ["a number of options", (cml) => cml.system.archive(5 as never), "options"],
])(
  "refuses a misspelt option of %s, names it, and sends nothing",
  async (_what, call, named = "timeoutMS") => {
    await using server = await loopback((_request, response) => response.writeHead(500).end());
    await using cml = plainClient(server);
    const failure = await failureOf(call(cml));
    expect(failure.code).toBe("invalid_request");
    expect(failure.message).toContain(named);
    expect(server.received).toEqual([]);
  },
);

test("refuses a misspelt option of a fleet's work, and begins nothing", async () => {
  await using fleet = createCmlFleetClient({ controllers: [{ id: "a", baseUrl: "https://127.0.0.1" }] });
  const work = vi.fn(async () => 1);
  const failure = await failureOf(fleet.run(work, misspelt as object));
  expect(failure).toMatchObject({ code: "invalid_request", message: expect.stringContaining("timeoutMS") });
  expect(work).not.toHaveBeenCalled();
});

test("lists everybody's labs with details: what concerns the list is not asked of each lab", async () => {
  await using server = await loopback(({ url }, response) =>
    json(response, url.includes("?") ? [idOf(1)] : { id: idOf(1), lab_title: "A" }),
  );
  await using cml = plainClient(server);
  const signal = new AbortController().signal;
  const labs = await cml.labs.listDetails({ all: true, signal, timeoutMs: 5_000 });
  expect(labs).toMatchObject([{ title: "A" }]);
  expect(server.received.map(({ url }) => url)).toEqual([
    "/api/v0/labs?show_all=true",
    `/api/v0/labs/${idOf(1)}`,
  ]);
});

test.each([undefined, ""])("refuses to keep tokens in no directory: %j", (directory) => {
  expect(() => fileTokenCache(directory as string)).toThrow(
    expect.objectContaining({ code: "invalid_request" }),
  );
});
