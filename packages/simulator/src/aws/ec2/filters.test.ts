import {
  DescribeImagesCommand,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeTagsCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, region, withoutControllers } from "../../test/aws-fixture.ts";

const filters = (asked: Readonly<Record<string, string>>) => ({
  Filters: Object.entries(asked).map(([Name, value]) => ({ Name, Values: [value] })),
});

test("finds images as every tutorial asks for them", async () => {
  const images = [{ region, name: "al2023-ami-1", ownerId: "137112412989" }];
  await using fixture = await awsFixture({ images });
  const asked = filters({
    name: "al2023-*",
    state: "available",
    "root-device-type": "ebs",
    "virtualization-type": "hvm",
    hypervisor: "xen",
    "image-type": "machine",
    "owner-alias": "amazon",
    "creation-date": "2025-*",
    "ena-support": "true",
  });
  const { Images } = await fixture.ec2.send(new DescribeImagesCommand({ Owners: ["amazon"], ...asked }));
  expect(Images).toHaveLength(1);
});

test("finds instances by what they have in common and by where they are", async () => {
  await using fixture = await awsFixture({
    instances: [{ region }, { region, state: "stopped" }],
    ...withoutControllers,
  });
  const { ec2 } = fixture;
  const found = async (asked: Readonly<Record<string, string>>): Promise<number> => {
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand(filters(asked)));
    return Reservations.length;
  };
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const { VpcId, PublicDnsName, PrivateDnsName, IamInstanceProfile } = Reservations[0]!.Instances![0]!;
  expect(IamInstanceProfile).toBeUndefined();
  const constant = { "root-device-type": "ebs", "virtualization-type": "hvm", tenancy: "default" };
  expect(await found({ ...constant, "vpc-id": VpcId!, "instance.group-name": "default" })).toBe(2);
  expect(await found({ "dns-name": PublicDnsName! })).toBe(1);
  expect(await found({ "private-dns-name": PrivateDnsName!, "network-interface.vpc-id": VpcId! })).toBe(1);
  expect(await found({ "state-reason-code": "Client.UserInitiatedShutdown" })).toBe(1);
  expect(await found({ "instance-lifecycle": "spot" })).toBe(0);
  const status = filters({ "instance-status.reachability": "passed" });
  const { InstanceStatuses } = await ec2.send(new DescribeInstanceStatusCommand(status));
  expect(InstanceStatuses).toHaveLength(1);
});

test("finds a type that is named by a filter, and tags by their key", async () => {
  const instances = [{ region, tags: { owner: "netlab", team: "x" } }];
  await using fixture = await awsFixture({ instances, ...withoutControllers });
  const { ec2 } = fixture;
  const { InstanceTypes } = await ec2.send(
    new DescribeInstanceTypesCommand(filters({ "instance-type": "c5.large" })),
  );
  expect(InstanceTypes).toMatchObject([{ InstanceType: "c5.large" }]);
  const { Tags } = await ec2.send(new DescribeTagsCommand(filters({ "tag:owner": "netlab" })));
  expect(Tags).toMatchObject([{ Key: "owner", Value: "netlab" }]);
});

test("tells filters that are not simulated from those that do not exist", async () => {
  await using fixture = await awsFixture();
  const { ec2 } = fixture;
  await expect(ec2.send(new DescribeInstancesCommand(filters({ "boot-mode": "uefi" })))).rejects.toThrow(
    "The filter 'boot-mode' is not simulated",
  );
  await expect(ec2.send(new DescribeInstancesCommand(filters({ vpcid: "v" })))).rejects.toThrow(
    "The filter 'vpcid' is invalid",
  );
});
