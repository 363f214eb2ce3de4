import {
  DescribeAvailabilityZonesCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  ModifyInstanceAttributeCommand,
  RebootInstancesCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";
import { client } from "../../../test/cml-requests.ts";

const InstanceId = "i-00000000000000001";
const InstanceIds = [InstanceId];
const scene = { instances: [{ region, id: InstanceId }], ...withoutControllers };

test("protects an instance from a stop and from its end, until it is told otherwise", async () => {
  await using fixture = await awsFixture(scene);
  const { ec2 } = fixture;
  const modify = (change: object) => ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, ...change }));
  await modify({ DisableApiStop: { Value: true } });
  await modify({ Attribute: "disableApiTermination", Value: "true" });
  const attribute = { InstanceId, Attribute: "disableApiStop" } as const;
  expect(await ec2.send(new DescribeInstanceAttributeCommand(attribute))).toMatchObject({
    InstanceId,
    DisableApiStop: { Value: true },
  });
  expect(await refusal(ec2.send(new StopInstancesCommand({ InstanceIds })))).toBe("OperationNotPermitted");
  expect(await refusal(ec2.send(new TerminateInstancesCommand({ InstanceIds })))).toBe(
    "OperationNotPermitted",
  );
  await modify({ DisableApiStop: { Value: false } });
  await modify({ DisableApiTermination: { Value: false } });
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  await ec2.send(new TerminateInstancesCommand({ InstanceIds }));

  expect(await refusal(modify({}))).toBe("InvalidParameterCombination");
  expect(await refusal(modify({ Attribute: "kernel", Value: "x" }))).toBe("InvalidParameterValue");
});

test("reboots what is on an instance, at the same address, and only while it runs", async () => {
  await using fixture = await awsFixture({
    instances: [{ region, id: InstanceId }],
    controllers: { bootMs: 60_000 },
  });
  const { aws, ec2, clock } = fixture;
  const { publicIp } = aws.instance(InstanceId);
  const ready = async () =>
    (await client(aws.instance(InstanceId).controller!).get("/system_information")).status === 200;
  expect(await ready()).toBe(true);
  await ec2.send(new RebootInstancesCommand({ InstanceIds }));
  expect(await ready()).toBe(false);
  expect(aws.instance(InstanceId)).toMatchObject({ state: "running", publicIp });
  clock.advance(60_000);
  expect(await ready()).toBe(true);
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  expect(await refusal(ec2.send(new RebootInstancesCommand({ InstanceIds })))).toBe("IncorrectInstanceState");
});

test("shows the CPU and metadata options a launch asked for", async () => {
  const ImageId = "ami-00000000000000001";
  await using fixture = await awsFixture({
    images: [{ region, name: "cml", id: ImageId }],
    ...withoutControllers,
  });
  const { ec2 } = fixture;
  const input = { ImageId, InstanceType: "m8i.4xlarge", MinCount: 1, MaxCount: 1 } as const;
  const CpuOptions = { CoreCount: 4, ThreadsPerCore: 1, NestedVirtualization: "enabled" } as const;
  const MetadataOptions = { HttpTokens: "required", HttpPutResponseHopLimit: 2 } as const;
  await ec2.send(new RunInstancesCommand({ ...input, CpuOptions, MetadataOptions }));
  const Filters = [{ Name: "metadata-options.http-tokens", Values: ["required"] }];
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  expect(Reservations?.[0]?.Instances).toMatchObject([{ CpuOptions, MetadataOptions }]);
  const wrong = { ...MetadataOptions, HttpTokens: "maybe" as "required" };
  expect(await refusal(ec2.send(new RunInstancesCommand({ ...input, MetadataOptions: wrong })))).toBe(
    "InvalidParameterValue",
  );
});

test("knows the zones of its regions, and what the names of types say", async () => {
  await using fixture = await awsFixture();
  const { ec2 } = fixture;
  const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({}));
  expect(AvailabilityZones.map(({ ZoneName }) => ZoneName)).toEqual([
    "us-east-1a",
    "us-east-1b",
    "us-east-1c",
  ]);
  const Filters = [{ Name: "processor-info.supported-features", Values: ["nested-virtualization"] }];
  const { InstanceTypes = [] } = await ec2.send(new DescribeInstanceTypesCommand({ Filters }));
  expect(InstanceTypes.map(({ InstanceType }) => InstanceType)).toEqual([
    "c8i.4xlarge",
    "m8i.4xlarge",
    "r8i.4xlarge",
  ]);
  const metal = await ec2.send(new DescribeInstanceTypesCommand({ InstanceTypes: ["m5zn.metal"] }));
  expect(metal.InstanceTypes).toMatchObject([
    { BareMetal: true, VCpuInfo: { DefaultVCpus: 48 }, MemoryInfo: { SizeInMiB: 196_608 } },
  ]);
  const none = new DescribeInstanceTypesCommand({ InstanceTypes: ["big" as "m5zn.metal"] });
  expect(await refusal(ec2.send(none))).toBe("InvalidInstanceType");
});
