import { expect, test } from "vitest";
import { type CmlClientOptions, createCmlClient } from "./index.ts";

const baseUrl = "https://127.0.0.1";

test.each<[string, CmlClientOptions]>([
  ["http without leave", { baseUrl: "http://127.0.0.1" }],
  ["another protocol", { baseUrl: "ftp://127.0.0.1", allowHttp: true }],
  ["no URL", { baseUrl: "203.0.113.7" }],
  ["a query", { baseUrl: "https://127.0.0.1?x=1" }],
  ["a fragment", { baseUrl: new URL("https://127.0.0.1#x") }],
  ["no time at all", { baseUrl, timeoutMs: 0 }],
  ["more time than a timer counts", { baseUrl, timeoutMs: 2 ** 31 }],
  ["half a connection", { baseUrl, connections: 0.5 }],
  ["no number", { baseUrl, maxBodyBytes: Number.NaN }],
  ["no attempt", { baseUrl, retry: { attempts: 0 } }],
  ["a pause backwards", { baseUrl, retry: { baseDelayMs: -1 } }],
])("refuses %s when the client is made", (_what, options) => {
  expect(() => createCmlClient(options)).toThrow(
    expect.objectContaining({ name: "CmlError", code: "invalid_request", retryable: false }),
  );
});
