import { expect, test } from "vitest";
import type { CmlClient, CmlDrift } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";

const drifting: Readonly<Record<string, unknown>> = {
  "/system_information": { version: "2.9.0", ready: "yes", moon: "full" },
  "/system_stats": { computes: { c: { hostname: 5 } }, all: { cpu: { percent: 3 } } },
  "/licensing": { registration: { status: 7 } },
};

test.each<[what: string, call: (cml: CmlClient) => Promise<unknown>, place: string]>([
  ["a member nobody knows", (cml) => cml.system.information(), '"ready" (unreadable)'],
  ["a value deep within", (cml) => cml.system.stats(), '"computes.*.hostname" (unreadable)'],
  ["a group of several calls", (cml) => cml.licensing.status(), '"registration.status" (unreadable)'],
  ["an operation by its name", (cml) => cml.request("GET /system_information"), '"ready" (unreadable)'],
])("when strict, throws for %s, and tells the hook as well", async (_what, call, place) => {
  await using server = await loopback(({ url }, response) => json(response, drifting[url.slice(7)]));
  const drift: CmlDrift[] = [];
  const hooks = { onDrift: (one: CmlDrift) => void drift.push(one) };
  await using strict = plainClient(server, { strict: true });
  await using both = plainClient(server, { strict: true, hooks });
  for (const cml of [strict, both, both]) {
    const { code, message } = await failureOf(call(cml));
    expect(code).toBe("unexpected");
    expect(message).toContain(place);
  }
  expect(drift.length).toBeGreaterThan(0);
  await using lenient = plainClient(server);
  await call(lenient);
});

test("when strict, lets pass what is as it was expected", async () => {
  await using server = await loopback((_request, response) =>
    json(response, { version: "2.9.0+build.3", ready: true }),
  );
  await using cml = plainClient(server, { strict: true });
  expect((await cml.system.information()).version).toBe("2.9.0+build.3");
});
