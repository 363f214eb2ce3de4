import {
  DeregisterImageCommand,
  DescribeInstancesCommand,
  DescribeTagsCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";
import { client } from "../../../test/cml-requests.ts";

const ImageId = "ami-00000000000000001";
const images = [{ region, name: "cml", id: ImageId }];
const one = { ImageId, InstanceType: "c5.4xlarge", MinCount: 1, MaxCount: 1 } as const;

test("launches as many as it is asked for, in one reservation, with tags on machines and volumes", async () => {
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const { aws, ec2, clock } = fixture;
  const { ReservationId, Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ...one,
      MinCount: 2,
      MaxCount: 3,
      Monitoring: { Enabled: true },
      Placement: { AvailabilityZone: "us-east-1b" },
      TagSpecifications: [
        { ResourceType: "instance", Tags: [{ Key: "Name", Value: "worker" }] },
        { ResourceType: "volume", Tags: [{ Key: "disk", Value: "of worker" }] },
      ],
    }),
  );
  expect(ReservationId).toMatch(/^r-[0-9a-f]{17}$/);
  expect(Instances.map(({ AmiLaunchIndex }) => AmiLaunchIndex)).toEqual([0, 1, 2]);
  expect(Instances[0]).toMatchObject({
    ImageId,
    InstanceType: "c5.4xlarge",
    State: { Name: "pending" },
    Monitoring: { State: "pending" },
    Placement: { AvailabilityZone: "us-east-1b" },
    LaunchTime: new Date(clock.now()),
    Tags: [{ Key: "Name", Value: "worker" }],
  });
  clock.advance(20_000);
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  expect(Reservations).toMatchObject([{ ReservationId }]);
  expect(Reservations[0]?.Instances).toHaveLength(3);
  expect(Reservations[0]?.Instances?.[0]).toMatchObject({ Monitoring: { State: "enabled" } });
  expect(aws.instances().map(({ state, name }) => [state, name])).toEqual(
    Array(3).fill(["running", "worker"]),
  );
  const Filters = [{ Name: "resource-type", Values: ["volume"] }];
  expect((await ec2.send(new DescribeTagsCommand({ Filters }))).Tags).toHaveLength(3);
});

test("boots a controller on what it launches, with its labs stopped", async () => {
  await using fixture = await awsFixture({ images });
  const { aws, ec2, clock } = fixture;
  await ec2.send(new RunInstancesCommand(one));
  clock.advance(120_000);
  const cml = aws.instances()[0]!.controller!;
  const http = client(cml);
  const { body } = await http.get(`/labs/${cml.labIds()[0]}`, await http.logIn());
  expect(body).toMatchObject({ state: "STOPPED" });
});

test("answers a repeated token with the first launch, and refuses it for another", async () => {
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const { aws, ec2, clock } = fixture;
  const launch = (input: Partial<RunInstancesCommandInput> = {}) =>
    ec2.send(new RunInstancesCommand({ ...one, ClientToken: "worker-1", ...input }));
  const first = await launch();
  clock.advance(20_000);
  const second = await launch();
  expect(second.ReservationId).toBe(first.ReservationId);
  expect(second.Instances).toMatchObject([
    { InstanceId: first.Instances![0]!.InstanceId, State: { Name: "running" }, ClientToken: "worker-1" },
  ]);
  expect(await refusal(launch({ InstanceType: "c5.9xlarge" }))).toBe("IdempotentParameterMismatch");
  expect(aws.instances()).toHaveLength(1);
  await launch({ ClientToken: "worker-2" });
  expect(aws.instances()).toHaveLength(2);

  const Filters = [{ Name: "client-token", Values: ["worker-1"] }];
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  expect(Reservations).toMatchObject([{ ReservationId: first.ReservationId }]);
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [first.Instances![0]!.InstanceId!] }));
  clock.advance(30_000);
  expect(await refusal(launch())).toBe("IdempotentInstanceTerminated");
});

test("answers a repeated token though the address is taken by then and the image gone", async () => {
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const { aws, ec2 } = fixture;
  const launch = (more: Partial<RunInstancesCommandInput> = {}) =>
    ec2.send(
      new RunInstancesCommand({ ...one, ClientToken: "worker", PrivateIpAddress: "10.0.50.50", ...more }),
    );
  const first = await launch();
  await ec2.send(new DeregisterImageCommand({ ImageId }));
  expect((await launch()).Instances).toMatchObject([{ InstanceId: first.Instances![0]!.InstanceId }]);
  expect(await refusal(launch({ DryRun: true }))).toBe("DryRunOperation");
  expect(await refusal(launch({ ClientToken: "other" }))).toBe("InvalidAMIID.NotFound");
  expect(aws.instances()).toHaveLength(1);
});

test.each<[string, Partial<RunInstancesCommandInput>]>([
  ["user data", { UserData: "IyEvYmluL3No" }],
  ["what a shutdown does", { InstanceInitiatedShutdownBehavior: "terminate" }],
  ["what is not simulated at all", { Placement: { Tenancy: "dedicated" } }],
  [
    "the value of a tag",
    { TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "a", Value: "2" }] }] },
  ],
])("takes a repeated token with other %s for another launch", async (_, more) => {
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const TagSpecifications = [{ ResourceType: "instance" as const, Tags: [{ Key: "a", Value: "1" }] }];
  const launch = (input: Partial<RunInstancesCommandInput> = {}) =>
    fixture.ec2.send(new RunInstancesCommand({ ...one, ClientToken: "worker", TagSpecifications, ...input }));
  await launch();
  expect(await refusal(launch(more))).toBe("IdempotentParameterMismatch");
  await launch();
  expect(fixture.aws.instances()).toHaveLength(1);
});

test("refuses what cannot be launched, and launches nothing", async () => {
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const { aws, ec2 } = fixture;
  const refused = (input: Partial<RunInstancesCommandInput>) =>
    refusal(ec2.send(new RunInstancesCommand({ ...one, ...input })));
  const tagged = (Tags: { Key: string; Value: string }[]) => ({
    TagSpecifications: [{ ResourceType: "instance" as const, Tags }],
  });
  expect(await refused({ ImageId: "ami-0000000000000000f" })).toBe("InvalidAMIID.NotFound");
  expect(await refused({ ImageId: undefined })).toBe("MissingParameter");
  expect(await refused({ MinCount: 0 })).toBe("InvalidParameterValue");
  expect(await refused({ MinCount: 2, MaxCount: 1 })).toBe("InvalidParameterValue");
  expect(await refused({ InstanceType: "huge" as "c5.large" })).toBe("InvalidParameterValue");
  expect(await refused({ ClientToken: "x".repeat(65) })).toBe("InvalidParameterValue");
  expect(await refused({ Placement: { AvailabilityZone: "eu-west-1a" } })).toBe("InvalidParameterValue");
  expect(await refused(tagged([{ Key: "aws:x", Value: "" }]))).toBe("InvalidParameterValue");
  const many = Array.from({ length: 51 }, (_, index) => ({ Key: `k${index}`, Value: "" }));
  expect(await refused(tagged(many))).toBe("TagLimitExceeded");
  expect(await refused({ DryRun: true })).toBe("DryRunOperation");
  expect(aws.instances()).toEqual([]);
});
