import {
  CreateTagsCommand,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../test/aws-fixture.ts";

test("knows a launched instance only after a while, save for the launch itself", async () => {
  const ImageId = "ami-00000000000000001";
  await using fixture = await awsFixture({
    images: [{ region, name: "cml", id: ImageId }],
    delays: { consistencyMs: 2_000 },
    ...withoutControllers,
  });
  const { aws, ec2, clock } = fixture;
  const input = { ImageId, InstanceType: "c5.large", MinCount: 1, MaxCount: 1, ClientToken: "once" } as const;
  const launch = async () =>
    (await ec2.send(new RunInstancesCommand(input))).Instances?.[0]?.InstanceId ?? "";
  const id = await launch();
  const InstanceIds = [id];
  for (const call of [
    ec2.send(new DescribeInstancesCommand({ InstanceIds })),
    ec2.send(new DescribeInstanceStatusCommand({ InstanceIds })),
    ec2.send(new CreateTagsCommand({ Resources: InstanceIds, Tags: [{ Key: "a", Value: "b" }] })),
    ec2.send(new TerminateInstancesCommand({ InstanceIds })),
  ]) {
    expect(await refusal(call)).toBe("InvalidInstanceID.NotFound");
  }
  expect((await ec2.send(new DescribeInstancesCommand({}))).Reservations).toEqual([]);
  expect(await launch()).toBe(id);
  expect(aws.instances()).toMatchObject([{ id }]);

  clock.advance(2_000);
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  expect(Reservations).toHaveLength(1);
});
