import type { InstanceRef } from "@cml-fleet/core";
import { describe, expect, test } from "vitest";
import { ec2Answer, ec2Error, list } from "./test/fake-aws.ts";
import { type FakeInstance, fakeFleet, instanceId, runningInstances } from "./test/fake-fleet.ts";
import { instancesOn } from "./test/instances-on.ts";
import { protecting } from "./test/protecting.ts";

const region = "eu-west-1";
const refsOf = (instances: readonly FakeInstance[]): InstanceRef[] =>
  instances.map(({ id }) => ({ region, id }));

describe("trouble with a part", () => {
  test("of the batches is the outcome of its own instances, and is not tried again", async () => {
    const fleet = runningInstances(150);
    const behave = fakeFleet(fleet);
    await using cloud = await instancesOn((call) =>
      list(call.params, "InstanceId").length === 50 ? ec2Error("UnauthorizedOperation", 403) : behave(call),
    );
    const outcomes = await cloud.instances.stop(refsOf(fleet));
    expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.code))).toEqual([
      ...Array(100).fill("ok"),
      ...Array(50).fill("forbidden"),
    ]);
    expect(cloud.aws.calls.length).toBe(2);
  });

  test("of the looking does not keep those from obeying who can", async () => {
    const fleet = runningInstances(8);
    const behave = protecting(new Set([instanceId(3)]), fakeFleet(fleet));
    await using cloud = await instancesOn((call) =>
      call.action === "DescribeInstances" ? ec2Error("UnauthorizedOperation", 403) : behave(call),
    );
    const outcomes = await cloud.instances.stop(refsOf(fleet));
    expect(outcomes.filter(({ ok }) => !ok)).toMatchObject([
      { ref: { id: instanceId(3) }, error: { code: "conflict", cause: { name: "OperationNotPermitted" } } },
    ]);
  });

  test("of the answer leaves open what became of an instance that is not in it", async () => {
    const only = instanceId(1);
    await using cloud = await instancesOn(({ action }) =>
      ec2Answer(action, `<instancesSet><item><instanceId>${only}</instanceId></item></instancesSet>`),
    );
    expect(await cloud.instances.stop(refsOf(runningInstances(2)))).toMatchObject([
      { ok: false, error: { code: "unavailable", retryable: true } },
      { ok: true, value: { from: "unrecognised" } },
    ]);
  });
});

describe("one who gives up", () => {
  test("still hears what was commanded before", async () => {
    const fleet = runningInstances(150);
    const behave = fakeFleet(fleet);
    await using cloud = await instancesOn((call) => {
      if (call.action === "DescribeInstances") return "silence";
      return list(call.params, "InstanceId").length === 50
        ? ec2Error("IncorrectInstanceState")
        : behave(call);
    });
    let answered = 0;
    (await cloud.clients.ec2(region)).middlewareStack.add(
      (next) => (args) => next(args).finally(() => answered++),
      { step: "initialize", name: "observer" },
    );
    const giveUp = new AbortController();
    const looked = cloud.aws.seen("DescribeInstances");
    const stopping = cloud.instances.stop(refsOf(fleet), giveUp);
    await looked;
    await expect.poll(() => answered).toBe(2);
    giveUp.abort();
    expect((await stopping).map((outcome) => (outcome.ok ? "ok" : outcome.error.code))).toEqual([
      ...Array(100).fill("ok"),
      ...Array(50).fill("aborted"),
    ]);
    expect(cloud.aws.count("StopInstances")).toBe(2);
  });

  test("before anything was commanded hears so for each instance", async () => {
    const fleet = runningInstances(150);
    await using cloud = await instancesOn(fakeFleet(fleet));
    const outcomes = await cloud.instances.stop(refsOf(fleet), { signal: AbortSignal.abort() });
    expect(outcomes.map((outcome) => !outcome.ok && outcome.error.code)).toEqual(Array(150).fill("aborted"));
    expect(cloud.aws.calls).toEqual([]);
  });
});
