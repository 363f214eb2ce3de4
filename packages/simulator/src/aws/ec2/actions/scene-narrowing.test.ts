import {
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  DescribeVolumesCommand,
  paginateDescribeSubnets,
  paginateDescribeVolumes,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";

const ImageId = "ami-00000000000000001";
const scene = { images: [{ region, name: "cml", id: ImageId }], ...withoutControllers };
const one = { ImageId, InstanceType: "c5.large", MinCount: 1, MaxCount: 1 } as const;

test("finds the default group by its name, and says which names no group has", async () => {
  await using fixture = await awsFixture(scene);
  const { ec2 } = fixture;
  const { Instances } = await ec2.send(new RunInstancesCommand({ ...one, SecurityGroups: ["default"] }));
  const [group] = Instances![0]!.SecurityGroups!;
  const named = await ec2.send(new DescribeSecurityGroupsCommand({ GroupNames: ["default"] }));
  expect(named.SecurityGroups).toMatchObject([
    {
      ...group,
      Description: "default VPC security group",
      IpPermissions: [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: group!.GroupId }] }],
      IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    },
  ]);
  const Filters = [
    { Name: "group-name", Values: ["default"] },
    { Name: "egress.ip-permission.cidr", Values: ["0.0.0.0/0"] },
    { Name: "ip-permission.group-id", Values: [group!.GroupId!] },
  ];
  expect((await ec2.send(new DescribeSecurityGroupsCommand({ Filters }))).SecurityGroups).toHaveLength(1);
  const missing = ec2.send(new DescribeSecurityGroupsCommand({ GroupNames: ["default", "web"] }));
  expect(await refusal(missing)).toBe("InvalidGroup.NotFound");

  await ec2.send(new RunInstancesCommand({ ...one, SecurityGroups: ["web"] }));
  const both = { GroupIds: [group!.GroupId!], GroupNames: ["web"] };
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand(both));
  expect(SecurityGroups.map(({ GroupName }) => GroupName)).toEqual(["default", "web"]);
  const SecurityGroupIds = SecurityGroups.map(({ GroupId = "" }) => GroupId);
  const again = await ec2.send(new RunInstancesCommand({ ...one, SecurityGroupIds }));
  expect(again.Instances![0]!.SecurityGroups).toMatchObject([{ GroupName: "default" }, { GroupName: "web" }]);
});

test("finds key pairs by their ids, and says which ids none has", async () => {
  await using fixture = await awsFixture(scene);
  const { ec2 } = fixture;
  for (const KeyName of ["mine", "yours"]) await ec2.send(new RunInstancesCommand({ ...one, KeyName }));
  const { KeyPairs = [] } = await ec2.send(new DescribeKeyPairsCommand({ KeyNames: ["yours"] }));
  const KeyPairIds = KeyPairs.map(({ KeyPairId = "" }) => KeyPairId);
  const found = await ec2.send(new DescribeKeyPairsCommand({ KeyPairIds }));
  expect(found.KeyPairs).toMatchObject([{ KeyName: "yours" }]);
  const unknown = ec2.send(new DescribeKeyPairsCommand({ KeyPairIds: ["key-0"] }));
  expect(await refusal(unknown)).toBe("InvalidKeyPair.NotFound");
});

test("pages volumes and subnets", async () => {
  await using fixture = await awsFixture({ ...scene, instances: Array(12).fill({ region }) });
  const { ec2 } = fixture;
  const volumes: string[][] = [];
  for await (const { Volumes = [] } of paginateDescribeVolumes({ client: ec2, pageSize: 5 }, {})) {
    volumes.push(Volumes.map(({ VolumeId = "" }) => VolumeId));
  }
  expect(volumes.map(({ length }) => length)).toEqual([5, 5, 2]);
  expect(new Set(volumes.flat()).size).toBe(12);
  for (const asked of [{ MaxResults: 4 }, { NextToken: "nonsense" }]) {
    expect(await refusal(ec2.send(new DescribeVolumesCommand(asked)))).toBe("InvalidParameterValue");
  }

  for (const id of ["z", "a", "m"]) {
    await ec2.send(new RunInstancesCommand({ ...one, SubnetId: `subnet-${id}` }));
  }
  const subnets: string[][] = [];
  for await (const { Subnets = [] } of paginateDescribeSubnets({ client: ec2, pageSize: 5 }, {})) {
    subnets.push(Subnets.map(({ SubnetId = "", DefaultForAz }) => (DefaultForAz ? "default" : SubnetId)));
  }
  expect(subnets).toEqual([["default", "default", "default", "subnet-a", "subnet-m"], ["subnet-z"]]);
});
