import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { startCmlSimulator } from "@cml-fleet/simulator";
import { expect, test } from "vitest";
import { type CmlFleetClient, createCmlFleetClient } from "../index.ts";

setFlagsFromString("--expose_gc");
const collectGarbage: () => void = runInNewContext("gc");

test("remembers nothing of a password that its client has forgotten", async () => {
  await using cml = await startCmlSimulator();
  const made = makeFleet(cml);
  await using fleet = made.fleet;
  const controller = fleet.controller("one");
  await controller.labs.list();
  await controller.logout();
  await new Promise(setImmediate);
  collectGarbage();
  expect(made.auth.deref()).toBeUndefined();
  await expect(controller.labs.list()).rejects.toThrow("has forgotten its password");
});

/** A fleet of one, and whether anybody still holds the login it was given. */
function makeFleet({ url, fingerprint256 }: { readonly url: string; readonly fingerprint256: string }): {
  readonly fleet: CmlFleetClient;
  readonly auth: WeakRef<object>;
} {
  const auth = { username: "admin", password: "admin" };
  const tls = { trust: "pinned", fingerprint256 } as const;
  const fleet = createCmlFleetClient({ controllers: [{ id: "one", baseUrl: url, auth, tls }] });
  return { fleet, auth: new WeakRef(auth) };
}
