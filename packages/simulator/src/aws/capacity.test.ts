import {
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { type AwsFixture, awsFixture, refusal, region, withoutControllers } from "../test/aws-fixture.ts";

const ImageId = "ami-00000000000000001";
const scene = { images: [{ region, name: "cml", id: ImageId }], ...withoutControllers };

async function run(
  { ec2 }: AwsFixture,
  MinCount: number,
  MaxCount: number,
  more: Partial<RunInstancesCommandInput> = {},
) {
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({ ImageId, InstanceType: "m5zn.metal", MinCount, MaxCount, ...more }),
  );
  return Instances;
}

test("launches what there is room for, and nothing when that is less than the least", async () => {
  await using fixture = await awsFixture({ ...scene, capacity: [{ type: "m5zn.metal", instances: 3 }] });
  const { aws, ec2 } = fixture;
  const error = await run(fixture, 4, 5).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "InsufficientInstanceCapacity", $metadata: { httpStatusCode: 500 } });
  expect(aws.instances()).toEqual([]);
  expect(await run(fixture, 2, 5)).toHaveLength(3);
  expect(await refusal(run(fixture, 1, 1))).toBe("InsufficientInstanceCapacity");
  expect(await run(fixture, 1, 1, { InstanceType: "c5.large" })).toHaveLength(1);
  aws.setCapacity([]);
  expect(await run(fixture, 1, 1)).toHaveLength(1);
  const dry = ec2.send(
    new RunInstancesCommand({ ImageId, InstanceType: "m5zn.metal", MinCount: 1, MaxCount: 1, DryRun: true }),
  );
  expect(await refusal(dry)).toBe("DryRunOperation");
});

test("goes to another zone when it may, and finds room in a zone only there", async () => {
  const capacity = ["a", "b"].map((letter) => ({ zone: region + letter, instances: 0 }));
  await using fixture = await awsFixture({ ...scene, capacity });
  const zones = (await run(fixture, 4, 4)).map(({ Placement }) => Placement?.AvailabilityZone);
  expect(zones).toEqual(Array(4).fill("us-east-1c"));
  const there = run(fixture, 1, 1, { Placement: { AvailabilityZone: "us-east-1a" } });
  expect(await refusal(there)).toBe("InsufficientInstanceCapacity");
});

test("gives room back at a stop, and may have none for the next start", async () => {
  await using fixture = await awsFixture({ ...scene, capacity: [{ instances: 2 }] });
  const { ec2, clock } = fixture;
  const ids = (await run(fixture, 2, 2)).map(({ InstanceId = "" }) => InstanceId);
  clock.advance(60_000);
  await ec2.send(new StopInstancesCommand({ InstanceIds: ids }));
  await run(fixture, 1, 1);
  clock.advance(60_000);
  const start = (InstanceIds: string[]) => ec2.send(new StartInstancesCommand({ InstanceIds }));
  expect(await refusal(start(ids))).toBe("InsufficientInstanceCapacity");
  await start(ids.slice(0, 1));
  // What runs already needs no more room.
  await start(ids.slice(0, 1));
});

test("keeps to a quota of virtual CPUs", async () => {
  await using fixture = await awsFixture({ ...scene, capacity: [{ region, vcpus: 100 }] });
  expect(await run(fixture, 1, 5)).toHaveLength(2);
  expect(await refusal(run(fixture, 1, 1))).toBe("VcpuLimitExceeded");
  expect(await run(fixture, 1, 1, { InstanceType: "c5.xlarge" })).toHaveLength(1);
});
