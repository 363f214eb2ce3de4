import { expect, test } from "vitest";
import about from "../../package.json" with { type: "json" };
import { problemWithNode } from "./node-version.ts";

test.each(["18.20.8", "20.19.5", "22.18.0"])("names the release that is needed instead of %s", (version) => {
  expect(problemWithNode(version)).toBe(`cml needs Node.js 22.19 or newer, and this is ${version}.`);
});

test.each(["22.19.0", "22.20.1", "24.0.0", "26.1.0-nightly"])("takes %s", (version) => {
  expect(problemWithNode(version)).toBeUndefined();
});

test("says the same as the package", () => {
  expect(about.engines.node).toBe(">=22.19");
});
