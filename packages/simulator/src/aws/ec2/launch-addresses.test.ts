import {
  DescribeSubnetsCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { type AwsFixture, awsFixture, refusal, region, withoutControllers } from "../../test/aws-fixture.ts";

const ImageId = "ami-00000000000000001";
const scene = { images: [{ region, name: "cml", id: ImageId }], ...withoutControllers };
const inZoneA = { Placement: { AvailabilityZone: "us-east-1a" } };

async function run({ ec2 }: AwsFixture, asked: Partial<RunInstancesCommandInput>) {
  const one = { ImageId, InstanceType: "c5.large", MinCount: 1, MaxCount: 1 } as const;
  return (await ec2.send(new RunInstancesCommand({ ...one, ...asked }))).Instances ?? [];
}

test("gives an address to one instance at a time, be it asked for or not", async () => {
  await using fixture = await awsFixture(scene);
  const { ec2, clock } = fixture;
  const [asked] = await run(fixture, { ...inZoneA, PrivateIpAddress: "10.0.0.6" });
  const others = await run(fixture, { ...inZoneA, MinCount: 4, MaxCount: 4 });
  expect(others.map(({ PrivateIpAddress }) => PrivateIpAddress)).toEqual([
    "10.0.0.4",
    "10.0.0.5",
    "10.0.0.7",
    "10.0.0.8",
  ]);
  const again = { PrivateIpAddress: "10.0.0.6" };
  expect(await refusal(run(fixture, again))).toBe("InvalidIPAddress.InUse");
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [asked!.InstanceId!] }));
  expect(await refusal(run(fixture, again))).toBe("InvalidIPAddress.InUse");
  clock.advance(30_000);
  // Nobody has it now, and the subnet it is in is that of zone a.
  expect(await run(fixture, again)).toMatchObject([inZoneA]);
});

test("refuses addresses that no instance of the subnet can have", async () => {
  await using fixture = await awsFixture(scene);
  const refused = (asked: Partial<RunInstancesCommandInput>) => refusal(run(fixture, asked));
  const PrivateIpAddress = "10.0.3.3";
  expect(await refused({ PrivateIpAddress, MaxCount: 2 })).toBe("InvalidParameterCombination");
  for (const address of ["999.x", "10.0.0.256", "192.168.3.3", "10.0.0.3", "10.0.63.255"]) {
    expect(await refused({ PrivateIpAddress: address })).toBe("InvalidParameterValue");
  }
  const Placement = { AvailabilityZone: "us-east-1b" };
  expect(await refused({ PrivateIpAddress, Placement })).toBe("InvalidParameterValue");
  const NetworkInterfaces = [
    { DeviceIndex: 0, PrivateIpAddresses: [{ PrivateIpAddress: "10.9.9.9", Primary: true }] },
  ];
  expect(await refused({ NetworkInterfaces })).toBe("InvalidParameterValue");
});

test("launches no more into a subnet than it has addresses", async () => {
  await using fixture = await awsFixture({ ...scene, instanceLimit: 100_000 });
  const { Subnets = [] } = await fixture.ec2.send(new DescribeSubnetsCommand({}));
  const room = Subnets[0]!.AvailableIpAddressCount!;
  await run(fixture, inZoneA);
  const tried = (count: number) =>
    refusal(run(fixture, { ...inZoneA, MinCount: count, MaxCount: count, DryRun: true }));
  expect(await tried(room - 1)).toBe("DryRunOperation");
  expect(await tried(room)).toBe("InsufficientFreeAddressesInSubnet");
});

test("keeps a launch in one zone, and a subnet where it was named first", async () => {
  await using fixture = await awsFixture(scene);
  const zonesOf = async (asked: Partial<RunInstancesCommandInput>) => {
    const instances = await run(fixture, { MinCount: 6, MaxCount: 6, ...asked });
    return [...new Set(instances.map(({ Placement }) => Placement!.AvailabilityZone!))];
  };
  for (let round = 0; round < 4; round++) expect(await zonesOf({})).toHaveLength(1);
  const [zone] = await zonesOf({ SubnetId: "subnet-q" });
  expect(await zonesOf({ SubnetId: "subnet-q" })).toEqual([zone]);
  const SubnetIds = ["subnet-q", "subnet-c"];
  expect(await zonesOf({ SubnetId: "subnet-c", Placement: { AvailabilityZone: "us-east-1c" } })).toEqual([
    "us-east-1c",
  ]);
  expect(await zonesOf({ SubnetId: "subnet-c" })).toEqual(["us-east-1c"]);
  expect(await refusal(zonesOf({ SubnetId: "subnet-c", ...inZoneA }))).toBe("InvalidParameterValue");
  const { Subnets } = await fixture.ec2.send(new DescribeSubnetsCommand({ SubnetIds }));
  expect(Subnets?.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(["us-east-1c", zone]);
  const { Subnets: defaults = [] } = await fixture.ec2.send(new DescribeSubnetsCommand({}));
  const AvailabilityZoneId = defaults[0]!.AvailabilityZoneId!;
  expect(await zonesOf({ Placement: { AvailabilityZoneId } })).toEqual(["us-east-1a"]);
});
