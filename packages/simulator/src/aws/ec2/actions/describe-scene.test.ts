import {
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";

const ImageId = "ami-00000000000000001";

test("describes what is around an instance, and nothing else", async () => {
  const images = [{ region, name: "cml", id: ImageId }];
  await using fixture = await awsFixture({ images, ...withoutControllers });
  const { ec2 } = fixture;
  const one = { ImageId, InstanceType: "c5.large", MinCount: 1, MaxCount: 1 } as const;
  await ec2.send(new RunInstancesCommand({ ...one, KeyName: "mine", SubnetId: "subnet-1" }));
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const { VpcId, SecurityGroups = [], BlockDeviceMappings = [] } = Reservations[0]!.Instances![0]!;
  const GroupIds = [SecurityGroups[0]!.GroupId!];
  const VolumeIds = [BlockDeviceMappings[0]!.Ebs!.VolumeId!];

  const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId!] }));
  expect(Vpcs).toMatchObject([{ VpcId, IsDefault: true, CidrBlock: "10.0.0.0/16" }]);
  const Filters = [{ Name: "vpc-id", Values: [VpcId!] }];
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters }));
  expect(Subnets.filter(({ DefaultForAz }) => DefaultForAz)).toHaveLength(3);
  expect(Subnets.map(({ SubnetId }) => SubnetId)).toContain("subnet-1");
  const groups = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds }));
  expect(groups.SecurityGroups).toMatchObject([{ GroupName: "default", VpcId }]);
  const { KeyPairs } = await ec2.send(new DescribeKeyPairsCommand({}));
  expect(KeyPairs).toMatchObject([{ KeyName: "mine" }]);
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({ VolumeIds }));
  expect(Volumes).toMatchObject([{ Size: 256, State: "in-use", Attachments: [{ Device: "/dev/sda1" }] }]);

  expect(await refusal(ec2.send(new DescribeSubnetsCommand({ SubnetIds: ["subnet-2"] })))).toBe(
    "InvalidSubnetID.NotFound",
  );
  expect(await refusal(ec2.send(new DescribeKeyPairsCommand({ KeyNames: ["other"] })))).toBe(
    "InvalidKeyPair.NotFound",
  );
});
