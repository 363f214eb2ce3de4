import { expect, test } from "vitest";
import { urlHost } from "./url-host.ts";

test.each([
  ["127.0.0.1", "127.0.0.1"],
  ["::1", "[::1]"],
])("writes %s in a URL as %s", (host, written) => {
  expect(new URL(`http://${urlHost(host)}:80`).hostname).toBe(written);
});
