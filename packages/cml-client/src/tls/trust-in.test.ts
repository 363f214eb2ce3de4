import { expect, test } from "vitest";
import { type CmlTls, createCmlClient } from "../index.ts";

test.each<[what: string, tls: unknown]>([
  ["a misspelt trust", { trust: "pined", fingerprint256: "ab".repeat(32) }],
  ["no trust", {}],
  ["nothing", null],
  ["a word", "pinned"],
  ["a pin without a fingerprint", { trust: "pinned" }],
  ["a fingerprint that is none", { trust: "pinned", fingerprint256: 5 }],
  ["an authority without a certificate", { trust: "ca" }],
])("refuses %s when the client is made", (_what, tls) => {
  const options = { baseUrl: "https://127.0.0.1", tls: tls as CmlTls };
  expect(() => createCmlClient(options)).toThrow(
    expect.objectContaining({ name: "CmlError", code: "invalid_request" }),
  );
});
