import { expect, test } from "vitest";
import { region } from "../test/aws-fixture.ts";
import { startAwsSimulator } from "./aws-simulator.ts";

/** Keeps no certificates, and tells of those that it should keep. */
function identitiesToldTo(tell: () => void) {
  let saved = 0;
  return {
    async load() {
      return undefined;
    },
    async save() {
      saved += 1;
      tell();
    },
    count: () => saved,
  };
}

test("a start that is ended stops what it has started, and starts no more", async () => {
  const ending = new AbortController();
  const identities = identitiesToldTo(() => ending.abort(new Error("enough")));
  const instances = Array.from({ length: 500 }, () => ({ region }));
  const starting = startAwsSimulator({ instances, controllers: { identities }, signal: ending.signal });
  await expect(starting).rejects.toThrow("enough");
  expect(identities.count()).toBeGreaterThan(0);
  expect(identities.count()).toBeLessThanOrEqual(100);
});

test("a signal that is given before starts nothing", async () => {
  const identities = identitiesToldTo(() => {});
  const signal = AbortSignal.abort(new Error("too late"));
  const starting = startAwsSimulator({ instances: [{ region }], controllers: { identities }, signal });
  await expect(starting).rejects.toThrow("too late");
  expect(identities.count()).toBe(0);
});
