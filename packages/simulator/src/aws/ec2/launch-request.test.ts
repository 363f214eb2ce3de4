import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { type AwsFixture, awsFixture, refusal, region, withoutControllers } from "../../test/aws-fixture.ts";

const ImageId = "ami-00000000000000001";
const images = [{ region, name: "cml", id: ImageId }];

async function launched({ ec2, clock }: AwsFixture, asked: Partial<RunInstancesCommandInput>) {
  const one = { ImageId, InstanceType: "c5.large", MinCount: 1, MaxCount: 1 } as const;
  const { Instances = [] } = await ec2.send(new RunInstancesCommand({ ...one, ...asked }));
  clock.advance(20_000);
  const InstanceIds = Instances.map(({ InstanceId = "" }) => InstanceId);
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  return Reservations[0]!.Instances![0]!;
}

test("puts an instance where its network interface says", async () => {
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const card = { DeviceIndex: 0, SubnetId: "subnet-1", Groups: ["sg-1"], PrivateIpAddress: "10.0.99.9" };
  const NetworkInterfaces = [{ ...card, AssociatePublicIpAddress: false }];
  const instance = await launched(fixture, { NetworkInterfaces });
  expect(instance).toMatchObject({
    SubnetId: "subnet-1",
    SecurityGroups: [{ GroupId: "sg-1" }],
    PrivateIpAddress: "10.0.99.9",
    PublicDnsName: "",
    NetworkInterfaces: [
      {
        SubnetId: "subnet-1",
        Groups: [{ GroupId: "sg-1" }],
        PrivateIpAddress: "10.0.99.9",
        Status: "in-use",
      },
    ],
  });
  expect(instance.PublicIpAddress).toBeUndefined();
  expect(fixture.aws.instance(instance.InstanceId!).publicIp).toBeUndefined();

  const again = launched(fixture, { NetworkInterfaces });
  expect(await refusal(again)).toBe("InvalidIPAddress.InUse");
  const both = launched(fixture, { NetworkInterfaces: [{ DeviceIndex: 0 }], SubnetId: "subnet-1" });
  expect(await refusal(both)).toBe("InvalidParameterCombination");
});

test("gives an instance a place in the default VPC", async () => {
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const { aws } = fixture;
  const instance = await launched(fixture, { Placement: { AvailabilityZone: "us-east-1b" } });
  expect(instance).toMatchObject({
    VpcId: expect.stringMatching(/^vpc-[0-9a-f]{17}$/),
    PrivateIpAddress: expect.stringMatching(/^10\.0\.64\.\d+$/),
    SourceDestCheck: true,
    NetworkInterfaces: [
      {
        VpcId: instance.VpcId,
        SubnetId: instance.SubnetId,
        Groups: instance.SecurityGroups,
        Attachment: { DeviceIndex: 0, Status: "attached" },
        Association: { PublicIp: aws.instance(instance.InstanceId!).publicIp, IpOwnerId: "amazon" },
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: instance.PrivateIpAddress }],
      },
    ],
  });
  const beside = await launched(fixture, { SubnetId: instance.SubnetId, SecurityGroups: ["web"] });
  expect(beside).toMatchObject({
    Placement: { AvailabilityZone: "us-east-1b" },
    SecurityGroups: [{ GroupName: "web" }],
  });
  const elsewhere = launched(fixture, {
    SubnetId: instance.SubnetId,
    Placement: { AvailabilityZone: "us-east-1a" },
  });
  expect(await refusal(elsewhere)).toBe("InvalidParameterValue");
});

test("keeps the profile, the volumes and the market of a launch", async () => {
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const BlockDeviceMappings = [
    { DeviceName: "/dev/sdf", Ebs: { VolumeSize: 100, VolumeType: "io2" } as const },
    { DeviceName: "/dev/sda1", Ebs: { VolumeSize: 64, DeleteOnTermination: false } },
  ];
  const instance = await launched(fixture, {
    IamInstanceProfile: { Name: "worker" },
    InstanceMarketOptions: { MarketType: "spot" },
    EbsOptimized: true,
    BlockDeviceMappings,
  });
  expect(instance).toMatchObject({
    IamInstanceProfile: { Arn: "arn:aws:iam::123456789012:instance-profile/worker" },
    InstanceLifecycle: "spot",
    EbsOptimized: true,
    BlockDeviceMappings: [
      { DeviceName: "/dev/sda1", Ebs: { DeleteOnTermination: false } },
      { DeviceName: "/dev/sdf", Ebs: { DeleteOnTermination: true } },
    ],
  });
  const twice = { BlockDeviceMappings: [BlockDeviceMappings[0]!, BlockDeviceMappings[0]!] };
  expect(await refusal(launched(fixture, twice))).toBe("InvalidBlockDeviceMapping");
});

test("says how big the root volume of an image is", async () => {
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const { Images = [] } = await fixture.ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId] }));
  expect(Images[0]?.BlockDeviceMappings).toMatchObject([
    { DeviceName: "/dev/sda1", Ebs: { VolumeSize: 256, VolumeType: "gp3" } },
  ]);
});
