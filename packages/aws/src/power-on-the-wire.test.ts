import type { InstanceRef } from "@cml-fleet/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ec2Answer, ec2Error, list } from "./test/fake-aws.ts";
import { type FakeInstance, fakeFleet, instanceId, runningInstances } from "./test/fake-fleet.ts";
import { instancesOn } from "./test/instances-on.ts";
import { protecting } from "./test/protecting.ts";

const region = "eu-west-1";
const refsOf = (instances: readonly FakeInstance[]): InstanceRef[] =>
  instances.map(({ id }) => ({ region, id }));

test("commands 100 at a time, each once, and looks at none when none is refused", async () => {
  const fleet = runningInstances(250);
  await using cloud = await instancesOn(fakeFleet(fleet));
  const outcomes = await cloud.instances.stop([...refsOf(fleet), ...refsOf(fleet)]);
  expect(outcomes.map(({ ref }) => ref)).toEqual(refsOf(fleet));
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ ok: true, value: { from: "running", to: "stopping" } });
  }
  const orders = cloud.aws.calls.map(({ params }) => list(params, "InstanceId").length);
  expect(orders.sort()).toEqual([100, 100, 50]);
});

test("looks once at a batch that was refused, and commands those that can obey", async () => {
  const states = ["running", "stopping", "stopped", "pending", "shutting-down", "terminated", "running"];
  const fleet = states.map((state, index) => ({ id: instanceId(index), state }));
  const unknown = { region, id: instanceId(999) };
  await using cloud = await instancesOn(fakeFleet(fleet));

  const outcomes = await cloud.instances.stop([...refsOf(fleet), unknown]);

  const byId = new Map(outcomes.map((outcome) => [outcome.ref.id, outcome]));
  const said = [...fleet, unknown].map(({ id }) => {
    const outcome = byId.get(id);
    return outcome?.ok ? `${outcome.value.from} to ${outcome.value.to}` : outcome?.error.code;
  });
  expect(said).toEqual([
    "running to stopping",
    "stopping to stopping",
    "stopped to stopped",
    "conflict",
    "conflict",
    "conflict",
    "running to stopping",
    "not_found",
  ]);
  // The order, the same looked at by id and then by filter, and the order for those that are left.
  expect(cloud.aws.calls.map(({ action }) => action)).toEqual([
    "StopInstances",
    "DescribeInstances",
    "DescribeInstances",
    "StopInstances",
  ]);
});

test("takes one that is there already for a success, also where EC2 refuses to say so", async () => {
  const fleet = ["running", "stopping", "stopped"].map((state, index) => ({ id: instanceId(index), state }));
  const behave = fakeFleet(fleet);
  await using cloud = await instancesOn((call) => {
    const named = call.action === "StopInstances" ? list(call.params, "InstanceId") : [];
    const strict = fleet.some(({ id, state }) => named.includes(id) && state !== "running");
    return strict ? ec2Error("IncorrectInstanceState") : behave(call);
  });
  const outcomes = await cloud.instances.stop(refsOf(fleet));
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  expect(cloud.aws.count("StopInstances")).toBe(2);
});

test("finds exactly those that are refused for a reason nobody can see, with 2·k·log2(n) orders", async () => {
  const sizes = fc.integer({ min: 1, max: 100 });
  const cases = fc.tuple(sizes, fc.uniqueArray(fc.nat(99), { maxLength: 6 }));
  await fc.assert(
    fc.asyncProperty(cases, async ([size, picked]) => {
      const fleet = runningInstances(size);
      const bad = new Set(picked.filter((index) => index < size).map(instanceId));
      await using cloud = await instancesOn(protecting(bad, fakeFleet(fleet)));
      const outcomes = await cloud.instances.stop(refsOf(fleet));
      expect(outcomes.map(({ ref }) => ref.id).sort()).toEqual(fleet.map(({ id }) => id).sort());
      expect(new Set(outcomes.filter(({ ok }) => !ok).map(({ ref }) => ref.id))).toEqual(bad);
      expect(cloud.aws.count("StopInstances")).toBeLessThanOrEqual(
        1 + 2 * bad.size * Math.ceil(Math.log2(size)),
      );
      expect(cloud.aws.count("DescribeInstances")).toBe(bad.size > 0 ? 1 : 0);
      const ordered = fleet.filter(({ state }) => state === "stopping").length;
      expect(ordered).toBe(size - bad.size);
    }),
    { numRuns: 30 },
  );
});

test("does not take one full zone for the reason why another instance was refused", async () => {
  const zone = (id: string) => (id < instanceId(4) ? "full" : "free");
  const prohibited = instanceId(7);
  await using cloud = await instancesOn(({ action, params }) => {
    const ids = list(params, "InstanceId");
    const items = ids.map(
      (id) =>
        `<item><instanceId>${id}</instanceId><placement><availabilityZone>${zone(id)}</availabilityZone></placement><instanceState><name>stopped</name></instanceState><currentState><name>pending</name></currentState></item>`,
    );
    if (action === "DescribeInstances") {
      const found = `<item><instancesSet>${items.join("")}</instancesSet></item>`;
      return ec2Answer(action, `<reservationSet>${found}</reservationSet>`);
    }
    if (ids.includes(prohibited)) return ec2Error("OperationNotPermitted");
    if (ids.some((id) => zone(id) === "full")) return ec2Error("InsufficientInstanceCapacity", 500);
    return ec2Answer(action, `<instancesSet>${items.join("")}</instancesSet>`);
  });
  const outcomes = await cloud.instances.start(refsOf(runningInstances(8)));
  expect(outcomes.map((outcome) => (outcome.ok ? "started" : outcome.error.code))).toEqual([
    ...Array(4).fill("capacity"),
    ...Array(3).fill("started"),
    "conflict",
  ]);
});
