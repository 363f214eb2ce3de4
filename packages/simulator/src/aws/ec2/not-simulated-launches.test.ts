import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeVolumesCommand,
  RegisterImageCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../test/aws-fixture.ts";

const ImageId = "ami-00000000000000001";
const scene = { images: [{ region, name: "cml", id: ImageId }], ...withoutControllers };
const one = { ImageId, InstanceType: "c5.large", MinCount: 1, MaxCount: 1 } as const;
const card = { DeviceIndex: 0, SubnetId: "subnet-1" };

test.each<[string, Partial<RunInstancesCommandInput>]>([
  ["a second interface", { NetworkInterfaces: [card, { DeviceIndex: 1 }] }],
  ["an interface made before", { NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: "eni-123" }] }],
  ["a launch template", { LaunchTemplate: { LaunchTemplateName: "worker" } }],
  ["another tenancy", { Placement: { Tenancy: "dedicated" } }],
  ["an interface of a second kind", { SecondaryInterfaces: [{ DeviceIndex: 1 }] }],
  ["IPv6", { Ipv6AddressCount: 1 }],
  ["IPv6 first", { EnablePrimaryIpv6: true }],
  [
    "an address of IPv6",
    { NetworkInterfaces: [{ ...card, Ipv6Addresses: [{ Ipv6Address: "2001:db8::1" }] }] },
  ],
  ["secondary addresses", { NetworkInterfaces: [{ ...card, SecondaryPrivateIpAddressCount: 1 }] }],
  [
    "a second address",
    {
      NetworkInterfaces: [
        {
          ...card,
          PrivateIpAddresses: ["10.0.0.9", "10.0.0.10"].map((PrivateIpAddress) => ({ PrivateIpAddress })),
        },
      ],
    },
  ],
])("says that a launch with %s is not simulated", async (_, asked) => {
  await using fixture = await awsFixture(scene);
  const launch = fixture.ec2.send(new RunInstancesCommand({ ...one, ...asked }));
  await expect(launch).rejects.toMatchObject({
    name: "UnsupportedOperation",
    message: expect.stringMatching(/ not simulated\.$/),
  });
});

test("takes what asks for nothing more than there is", async () => {
  await using fixture = await awsFixture(scene);
  const address = { PrivateIpAddress: "10.0.0.9", Primary: true };
  const NetworkInterface = { ...card, PrivateIpAddresses: [address], Ipv6AddressCount: 0 };
  const Placement = { Tenancy: "default" } as const;
  const { Instances } = await fixture.ec2.send(
    new RunInstancesCommand({
      ...one,
      Placement,
      EnablePrimaryIpv6: false,
      NetworkInterfaces: [NetworkInterface],
    }),
  );
  expect(Instances).toMatchObject([{ PrivateIpAddress: "10.0.0.9" }]);
  const NetworkInterfaces = [{ ...card, DeviceIndex: 1 }];
  expect(await refusal(fixture.ec2.send(new RunInstancesCommand({ ...one, NetworkInterfaces })))).toBe(
    "InvalidParameterCombination",
  );
});

test.each([
  ["InvalidParameterValue", { VolumeSize: -5 }],
  ["InvalidParameterValue", { VolumeSize: 65_537 }],
  ["UnknownVolumeType", { VolumeType: "nonsense" as "gp3" }],
])("refuses with %s a volume that cannot be: %j", async (code, Ebs) => {
  await using fixture = await awsFixture(scene);
  const BlockDeviceMappings = [{ DeviceName: "/dev/sda1", Ebs }];
  expect(await refusal(fixture.ec2.send(new RunInstancesCommand({ ...one, BlockDeviceMappings })))).toBe(
    code,
  );
});

test("gives instances the disks that their image was registered with", async () => {
  await using fixture = await awsFixture(scene);
  const { ec2 } = fixture;
  const root = { DeviceName: "/dev/xvda", Ebs: { VolumeSize: 40, SnapshotId: "snap-0123" } };
  const image = { Name: "small", RootDeviceName: "/dev/xvda", Architecture: "x86_64" } as const;
  const registered = new RegisterImageCommand({ ...image, BlockDeviceMappings: [root] });
  const { ImageId = "" } = await ec2.send(registered);
  const Filters = [{ Name: "root-device-name", Values: ["/dev/xvda"] }];
  const { Images } = await ec2.send(new DescribeImagesCommand({ Filters }));
  expect(Images).toMatchObject([{ ImageId, RootDeviceName: "/dev/xvda", BlockDeviceMappings: [root] }]);

  const BlockDeviceMappings = [{ DeviceName: "/dev/xvda", Ebs: { VolumeSize: 80 } }];
  await ec2.send(new RunInstancesCommand({ ...one, ImageId, BlockDeviceMappings }));
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  expect(Reservations).toMatchObject([{ Instances: [{ RootDeviceName: "/dev/xvda" }] }]);
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({}));
  expect(Volumes).toMatchObject([
    { Size: 80, SnapshotId: "snap-0123", Attachments: [{ Device: "/dev/xvda" }] },
  ]);

  const arm = new RegisterImageCommand({ Name: "arm", Architecture: "arm64" });
  expect(await refusal(ec2.send(arm))).toBe("UnsupportedOperation");
});
