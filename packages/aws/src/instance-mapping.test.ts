import type { Instance } from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { toPowerState, toSnapshot } from "./instance-mapping.ts";

const launched = new Date("2026-01-02T03:04:05.000Z");
const minutesLater = (minutes: number) => launched.getTime() + minutes * 60_000;
const snapshot = (instance: Instance, minutes = 60) =>
  toSnapshot({ InstanceId: "i-1", LaunchTime: launched, ...instance }, "eu-west-1", minutesLater(minutes));

test.each([
  ["pending", "pending"],
  ["running", "running"],
  ["stopping", "stopping"],
  ["stopped", "stopped"],
  ["shutting-down", "terminating"],
  ["terminated", "terminated"],
  ["hovering", "unrecognised"],
  [undefined, "unrecognised"],
])("calls the power state %s %s", (name, power) => {
  expect(toPowerState(name)).toBe(power);
});

test.each([
  ["disabled", "off"],
  ["pending", "turning-on"],
  ["enabled", "on"],
  ["disabling", "turning-off"],
] as const)("calls detailed monitoring that is %s %s", (State, detailedMonitoring) => {
  expect(snapshot({ Monitoring: { State } })).toMatchObject({ detailedMonitoring });
});

describe("tags", () => {
  test.each([
    [4.9, undefined],
    [5, {}],
  ])("that are missing %d minutes after a launch are %o", (minutes, tags) => {
    expect(snapshot({ Tags: [] }, minutes).tags).toEqual(tags);
    expect(snapshot({}, minutes).tags).toEqual(tags);
  });

  test("are kept as they are, the unusual ones too", () => {
    const Tags = [
      { Key: "Name", Value: "" },
      { Key: "aws:x", Value: "1" },
      { Key: "__proto__", Value: "p" },
      { Key: "empty" },
    ];
    const { tags, name } = snapshot({ Tags });
    expect(Object.entries(tags ?? {})).toEqual([
      ["Name", ""],
      ["aws:x", "1"],
      ["__proto__", "p"],
      ["empty", ""],
    ]);
    expect(name).toBeUndefined();
  });
});

test("leaves out what EC2 writes as an empty text", () => {
  const empty = {
    PublicIpAddress: "",
    PrivateIpAddress: "",
    StateTransitionReason: "",
    Placement: { AvailabilityZone: "" },
  };
  expect(Object.keys(snapshot(empty)).sort()).toEqual(
    [
      "detailedMonitoring",
      "id",
      "imageId",
      "instanceType",
      "launchedAt",
      "observedAt",
      "power",
      "region",
      "tags",
    ].sort(),
  );
});

test("prefers the reason that EC2 gives in words", () => {
  const StateTransitionReason = "User initiated (2026-01-02 03:04:05 GMT)";
  expect(snapshot({ StateTransitionReason }).powerReason).toBe(StateTransitionReason);
  expect(snapshot({ StateTransitionReason, StateReason: { Message: "Out of room" } }).powerReason).toBe(
    "Out of room",
  );
});
