import { expect, test } from "vitest";
import { SimulatorError } from "../simulator-error.ts";
import { region } from "../test/aws-fixture.ts";
import { startAwsSimulator } from "./aws-simulator.ts";

/** Options as somebody without types may write them. */
const start = (options: unknown) => startAwsSimulator(options as object);
const one = (instance: object) => ({ instances: [{ region, ...instance }] });
const id = "i-00000000000000001";

test.each<[object, string, RegExp]>([
  [{ instance: [] }, "instance", /^There is no option instance: there are host, port, .*instances/],
  [{ account: "12345" }, "account", /is "12345": it has to be an account: 12 digits/],
  [{ otherAccounts: ["123456789012"] }, "otherAccounts[0]", /it is named twice/],
  [{ regions: ["us-east-1", "us-east-1"] }, "regions[1]", /is "us-east-1": it is named twice/],
  [{ regions: ["mars"] }, "regions[0]", /is "mars": it has to be a region, as in "us-east-1"/],
  [{ seed: 2 ** 40 }, "seed", /it has to be a whole number/],
  [{ clock: "manual" }, "clock", /is "manual": it has to be a function .* steerableClock/],
  [{ clock: () => Number.NaN }, "clock", /tells NaN/],
  [{ latencyMs: Number.POSITIVE_INFINITY }, "latencyMs", /is Infinity/],
  [{ delays: { startMS: 5 } }, "delays.startMS", /There is no option delays\.startMS: there are startMs, /],
  [{ delays: { tagsMs: -1 } }, "delays.tagsMs", /delays\.tagsMs is -1: /],
  [{ delays: { readLagMs: "1" } }, "delays.readLagMs", /delays\.readLagMs is "1": /],
  [{ delays: { clientTokenMs: Number.NaN } }, "delays.clientTokenMs", /delays\.clientTokenMs is NaN: /],
  [{ acceptAnyKey: "no" }, "acceptAnyKey", /is "no": it has to be true or false/],
  [{ instanceLimit: -1 }, "instanceLimit", /is -1: it has to be a whole number from 0 to /],
  [{ signal: new AbortController() }, "signal", /is an object: it has to be an AbortSignal/],
  [{ limits: "publshed" }, "limits", /is "publshed": it has to be "none" or "published"/],
  [
    { limits: { RunInstances: { call: { burst: 1, perSecond: 1 } } } },
    "limits.RunInstances.call",
    /there are calls, /,
  ],
  [{ capacity: [{ vcpus: -1 }] }, "capacity[0].vcpus", /is -1/],
  [{ roles: [{ arn: "role/fleet" }] }, "roles[0].arn", /is "role\/fleet": it has to be the ARN of a role/],
  [
    { images: [{ region: "us-west-2", name: "x" }] },
    "images[0].region",
    /images\[0\]\.region is us-west-2, which is not simulated/,
  ],
  [
    { controllers: { identities: {} } },
    "controllers.identities",
    /is an object: it has to be an object with load and save/,
  ],
  [{ controllers: { defaults: { version: "2.9" } } }, "controllers.defaults.version", /"2\.9"/],
  [
    one({ region: "ap-south-1" }),
    "instances[0].region",
    /ap-south-1, which is not simulated: name it in regions/,
  ],
  [
    one({ account: "210987654321" }),
    "instances[0].account",
    /which is not simulated: name it in otherAccounts/,
  ],
  [one({ image: "none" }), "instances[0].image", /image is none, and there is no such image in us-east-1/],
  [one({ type: "big" }), "instances[0].type", /is "big": it has to be an instance type/],
  [one({ state: "shutting-down" }), "instances[0].state", /is "shutting-down"/],
  [one({ tags: { a: 1 } }), "instances[0].tags.a", /tags\.a is 1: it has to be text/],
  [one({ controller: true }), "instances[0].controller", /is true: it has to be false/],
  [
    one({ controller: { labs: [{ title: "x", nodes: ["isov"] }] } }),
    "instances[0].controller.labs[0].nodes[0]",
    /"isov"/,
  ],
  [
    {
      ...one({ controller: { users: [{ username: "ada", password: "x" }] } }),
      controllers: { defaults: { username: "ada" } },
    },
    "instances[0].controller.users[0].username",
    /the administrator has that name already/,
  ],
  [
    {
      instances: [
        { region, id },
        { region, id },
      ],
    },
    "instances[1].id",
    /is i-0+1, which another instance in us-east-1 has/,
  ],
])("refuses %j", async (options, option, message) => {
  const refused = await start(options).then(
    (aws) => aws.close(),
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(SimulatorError);
  expect(refused).toMatchObject({ code: "invalid_option", option });
  expect((refused as Error).message).toMatch(message);
});

test("takes every option at its bounds", async () => {
  const delays = { tagsMs: 0, readLagMs: 0, clientTokenMs: 0, consistencyMs: 0 };
  const { signal } = new AbortController();
  await using aws = await start({ delays, acceptAnyKey: false, instanceLimit: 0, signal, seed: 2 ** 32 });
  expect(aws.instances()).toEqual([]);
});
