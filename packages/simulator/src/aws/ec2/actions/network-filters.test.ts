import {
  DescribeInstanceTypesCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, region, withoutControllers } from "../../../test/aws-fixture.ts";

const by = (Name: string, value: string | undefined) => ({ Filters: [{ Name, Values: [value!] }] });

test("finds networks, disks and types by all that is shown of them", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { ec2 } = fixture;
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const [range] = Vpcs[0]!.CidrBlockAssociationSet!;
  expect(range).toMatchObject({ CidrBlock: Vpcs[0]!.CidrBlock, CidrBlockState: { State: "associated" } });
  const vpcFilter = by("cidr-block-association.association-id", range!.AssociationId);
  expect((await ec2.send(new DescribeVpcsCommand(vpcFilter))).Vpcs).toEqual(Vpcs);

  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  for (const subnet of Subnets) {
    const found = await ec2.send(new DescribeSubnetsCommand(by("subnet-arn", subnet.SubnetArn)));
    expect(found.Subnets).toEqual([subnet]);
  }

  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand({}));
  expect(Volumes).toMatchObject([{ SnapshotId: expect.stringMatching(/^snap-/), MultiAttachEnabled: false }]);
  const volumeFilter = by("snapshot-id", Volumes[0]!.SnapshotId);
  expect((await ec2.send(new DescribeVolumesCommand(volumeFilter))).Volumes).toEqual(Volumes);

  const { InstanceTypes = [] } = await ec2.send(
    new DescribeInstanceTypesCommand(by("current-generation", "true")),
  );
  expect(InstanceTypes.length).toBeGreaterThan(0);
});
