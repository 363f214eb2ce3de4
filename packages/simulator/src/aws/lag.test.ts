import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeTagsCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { type AwsFixture, awsFixture, refusal, region, withoutControllers } from "../test/aws-fixture.ts";

const InstanceId = "i-00000000000000001";
const InstanceIds = [InstanceId];

const described = async ({ ec2 }: AwsFixture, Name?: string, ...Values: string[]) => {
  const Filters = Name === undefined ? [] : [{ Name, Values }];
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  return Reservations.flatMap(({ Instances = [] }) => Instances);
};

test("shows the tags of a launch only after a while, where it is told so", async () => {
  const ImageId = "ami-00000000000000001";
  await using fixture = await awsFixture({
    images: [{ region, name: "cml", id: ImageId }],
    delays: { tagsMs: 3_000 },
    ...withoutControllers,
  });
  const { ec2, clock } = fixture;
  const Tags = [{ Key: "cml:worker-id", Value: "w1" }];
  const TagSpecifications = [{ ResourceType: "instance" as const, Tags }];
  const input = { ImageId, InstanceType: "c5.large", MinCount: 1, MaxCount: 1, TagSpecifications } as const;
  await ec2.send(new RunInstancesCommand(input));
  expect((await described(fixture))[0]).not.toHaveProperty("Tags");
  expect(await described(fixture, "tag:cml:worker-id", "w1")).toEqual([]);
  expect((await ec2.send(new DescribeTagsCommand({}))).Tags).toHaveLength(1);
  clock.advance(3_000);
  expect(await described(fixture)).toMatchObject([{ Tags }]);
  expect(await described(fixture, "tag:cml:worker-id", "w1")).toHaveLength(1);
});

test("shows an instance as it was before a stop for a while, where it is told so", async () => {
  await using fixture = await awsFixture({
    instances: [{ region, id: InstanceId }],
    delays: { readLagMs: 5_000 },
    ...withoutControllers,
  });
  const { aws, ec2, clock } = fixture;
  const [before] = await described(fixture);
  const { StoppingInstances } = await ec2.send(new StopInstancesCommand({ InstanceIds }));
  expect(StoppingInstances).toMatchObject([{ CurrentState: { Name: "stopping" } }]);
  expect(await described(fixture)).toEqual([before]);
  expect(before).toMatchObject({ State: { Name: "running" }, PublicIpAddress: expect.any(String) });
  expect(await described(fixture, "instance-state-name", "running")).toHaveLength(1);
  const statuses = async () =>
    (await ec2.send(new DescribeInstanceStatusCommand({}))).InstanceStatuses?.map(
      ({ InstanceState, InstanceStatus }) => [InstanceState?.Name, InstanceStatus?.Status],
    );
  expect(await statuses()).toEqual([["running", "ok"]]);
  expect(aws.instance(InstanceId).state).toBe("stopping");
  expect(await refusal(ec2.send(new StartInstancesCommand({ InstanceIds })))).toBe("IncorrectInstanceState");
  clock.advance(5_000);
  const [after] = await described(fixture);
  expect(after?.State?.Name).toBe("stopping");
  expect(after).not.toHaveProperty("PublicIpAddress");
  expect(await statuses()).toEqual([]);
  expect(await described(fixture, "instance-state-name", "running")).toEqual([]);
});
