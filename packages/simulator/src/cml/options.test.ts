import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { SimulatorError } from "../simulator-error.ts";
import { client } from "../test/cml-requests.ts";
import { startCmlSimulator } from "./cml-simulator.ts";
import { createIdentity } from "./identity.ts";
import { steerableClock } from "./steerable-clock.ts";

/** Options as somebody without types may write them. */
const start = (options: unknown) => startCmlSimulator(options as object);

test.each<[unknown, string, RegExp]>([
  [
    { vesion: "2.7.0" },
    "vesion",
    /^There is no option vesion: there are host, port, .*, version, .*hardware\.$/,
  ],
  [null, "", /^The options object is null: it has to be an object with host, /],
  [
    { labs: [{ title: "x", nodes: ["isov"] }] },
    "labs[0].nodes[0]",
    /is "isov": it has to be a node definition: .*iosv/,
  ],
  [
    { labs: [{ title: "x".repeat(65), nodes: [] }] },
    "labs[0].title",
    /it has to be a title of 1 to 64 characters/,
  ],
  [
    { labs: [{}] },
    "labs[0].title",
    /labs\[0\]\.title is missing: .*\n.*labs\[0\]\.nodes is missing: it has to be a list/,
  ],
  [{ labs: ["x"] }, "labs[0]", /labs\[0\] is "x": it has to be an object with owner, state, title/],
  [{ labs: [{ yaml: 5 }] }, "labs[0].yaml", /is 5: it has to be text/],
  [{ labs: [{ yaml: "a: 1" }] }, "labs[0].yaml", /^labs\[0\]\.yaml is no topology/],
  [
    { labs: [{ title: "x", nodes: [], owner: "" }] },
    "labs[0].owner",
    /is "": it has to be the name of a user/,
  ],
  [{ labs: [{ title: "x", nodes: [], state: "started" }] }, "labs[0].state", /or "STOPPED" or "STARTED"/],
  [
    { users: [{ username: "admin", password: "z" }] },
    "users[0].username",
    /"admin": the administrator has that name already/,
  ],
  [
    { username: "ada", users: [{ username: "ada", password: "z" }] },
    "users[0].username",
    /the administrator has/,
  ],
  [
    { users: [1, 2].map((password) => ({ username: "a", password: `${password}` })) },
    "users[1].username",
    /is "a": users\[0\] has that name already/,
  ],
  [{ users: { username: "a" } }, "users", /The option users is an object: it has to be a list/],
  [{ username: "x".repeat(40) }, "username", /it has to be a name of 1 to 32 characters/],
  [{ username: "" }, "username", /The option username is "": /],
  [{ password: 12345 }, "password", /^(?!.*12345).*something that is not shown/],
  [
    { version: "2.9" },
    "version",
    /is "2\.9": it has to be a whole version of CML 2\.7, 2\.8, 2\.9 or 2\.10, as in "2\.9\.0"/,
  ],
  [{ version: "foo" }, "version", /"foo"/],
  [{ version: "1.0.0" }, "version", /"1\.0\.0"/],
  [{ version: "2.11.0" }, "version", /"2\.11\.0"/],
  [{ nodeBootMs: Number.NaN }, "nodeBootMs", /is NaN: it has to be a number of milliseconds from 0 to /],
  [{ nodeBootMs: -1 }, "nodeBootMs", /is -1: /],
  [{ loginDelayMs: 3e9 }, "loginDelayMs", /is 3000000000: .* to 2147483647/],
  [
    { tokenLifetimeS: Number.POSITIVE_INFINITY },
    "tokenLifetimeS",
    /is Infinity: it has to be a number of seconds/,
  ],
  [{ liveStatsMs: 0 }, "liveStatsMs", /is 0: /],
  [{ port: 70_000 }, "port", /is 70000: it has to be a whole number from 0 to 65535/],
  [{ control: { port: "1" } }, "control.port", /is "1": /],
  [{ seed: "a" }, "seed", /is "a": it has to be a whole number/],
  [{ clock: "manuel" }, "clock", /is "manuel": it has to be "manual", or a function/],
  [{ clock: () => Number.NaN }, "clock", /tells NaN: it has to tell the milliseconds since 1970/],
  [{ liveFor: "virl2" }, "liveFor", /is "virl2": it has to be "virl2-client 2\.9"/],
  [
    { hardware: { cpus: 0, memoryBytes: 1, diskBytes: 1 } },
    "hardware.cpus",
    /is 0: it has to be a whole number from 1/,
  ],
  [
    { nodeTimes: { bootMs: 1 } },
    "nodeTimes.bootMs",
    /no option nodeTimes\.bootMs: there are queueMs, startingMs, stopMs, wipeMs/,
  ],
  [{ version: "2.10.0", nodeTimes: { startingMs: -1 } }, "nodeTimes.startingMs", /is -1: /],
  [{ licence: { expansionNodes: 0.5 } }, "licence.expansionNodes", /is 0\.5: /],
  [
    { identity: { key: "x", cert: "y" } },
    "identity.key",
    /identity\.key is something that is not shown: it has to be a private key/,
  ],
])("refuses %j", async (options, option, message) => {
  const refused = await start(options).then(
    (cml) => cml.close(),
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(SimulatorError);
  expect(refused).toMatchObject({ code: "invalid_option", retryable: false, option });
  expect((refused as Error).message).toMatch(message);
});

test("shows no key that was given for the certificate", async () => {
  const { key, cert } = await createIdentity("one");
  await expect(start({ identity: { key: cert, cert: key } })).rejects.toThrow(
    /^The option identity\.key is something that is not shown: .*\n.*identity\.cert is something that is not shown: /,
  );
});

test("refuses a key that is not that of the certificate, and takes one that is", async () => {
  const [one, other] = [await createIdentity("one"), await createIdentity("other")];
  await using cml = await start({ identity: { ...one, key: other.key } });
  expect(cml.identity.cert).toBe(one.cert);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  await expect(start({ identity: { ...one, key } })).rejects.toThrow(/the key of the certificate beside it/);
});

test("takes every option at its bounds, and those that are undefined for absent", async () => {
  await using cml = await start({
    version: "2.10.3-dev.1",
    username: "x".repeat(32),
    password: "",
    users: [{ username: "ä", password: "", groups: ["g"] }],
    labs: [{ title: "t", nodes: [], owner: "nobody yet" }],
    seed: Number.MIN_SAFE_INTEGER,
    clock: steerableClock(0),
    loginDelayMs: undefined,
    bootMs: 0,
    nodeTimes: { queueMs: 0, startingMs: 0, stopMs: 0, wipeMs: 0 },
    tokenLifetimeS: 86_400 * 36_525,
    hardware: { cpus: 1, memoryBytes: 1, diskBytes: 1 },
  });
  expect(cml.version).toBe("2.10.3-dev.1");
  expect(await client(cml).logIn()).toMatch(/^ey/);
});
