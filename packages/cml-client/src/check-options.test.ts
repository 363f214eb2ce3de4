import { expect, test } from "vitest";
import { type CmlClient, type CmlClientOptions, createCmlClient, fileTokenCache } from "./index.ts";
import { failureOf, plainClient } from "./test/clients.ts";

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

test.each([undefined, ""])("refuses to keep tokens in no directory: %j", (directory) => {
  expect(() => fileTokenCache(directory as string)).toThrow(
    expect.objectContaining({ code: "invalid_request" }),
  );
});
