import {
  DescribeImagesCommand,
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, region, withoutControllers } from "../../test/aws-fixture.ts";
import { documentedFilters } from "../../test/documented-filters.ts";
import { elementIn, queryCall, signed } from "../../test/raw-calls.ts";

const actions = ["AvailabilityZones", "Images", "InstanceStatus", "InstanceTypes", "Instances", "KeyPairs"]
  .concat(["Regions", "SecurityGroups", "Subnets", "Tags", "Volumes", "Vpcs"])
  .map((what) => `Describe${what}`);

test.each(actions)(
  "%s takes every filter that AWS documents, or says that it is not simulated",
  async (Action) => {
    await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
    const { endpoint, accessKeyId } = fixture.aws;
    const headers = signed({ accessKeyId }, "ec2");
    const message = async (name: string): Promise<string> => {
      const filter = { "Filter.1.Name": name, "Filter.1.Value.1": "x" };
      const answer = await queryCall(endpoint, headers, { Action, Version: "2016-11-15", ...filter });
      return elementIn(answer, "Message");
    };
    const names = documentedFilters(Action);
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      expect(["", `The filter '${name}' is not simulated`]).toContain(await message(name));
    }
    // Not even when a name begins as one does that there is.
    for (const name of ["nonsense", "placement-x", "source-x", ...names.map((name) => `${name}-x`)]) {
      expect(await message(name)).toBe(`The filter '${name}' is invalid`);
    }
  },
);

const filters = (asked: Readonly<Record<string, string>>) => ({
  Filters: Object.entries(asked).map(([Name, value]) => ({ Name, Values: [value] })),
});

test("finds nothing by what nothing has: events, reports of applications, platforms and product codes", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { ec2 } = fixture;
  for (const name of ["event.code", "application-status.status"]) {
    const found = await ec2.send(new DescribeInstanceStatusCommand(filters({ [name]: "*" })));
    expect(found.InstanceStatuses).toEqual([]);
  }
  for (const name of ["platform", "product-code", "kernel-id", "host-id"]) {
    expect((await ec2.send(new DescribeInstancesCommand(filters({ [name]: "*" })))).Reservations).toEqual([]);
  }
  for (const name of ["platform", "product-code"]) {
    expect((await ec2.send(new DescribeImagesCommand(filters({ [name]: "*" })))).Images).toEqual([]);
  }
});

test("finds instances by every part of their network interface and their disks, and by the id of their zone", async () => {
  await using fixture = await awsFixture({ instances: [{ region }, { region }], ...withoutControllers });
  const { ec2 } = fixture;
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
  const [instance] = Reservations[0]!.Instances!;
  const [card] = instance!.NetworkInterfaces!;
  const [disk] = instance!.BlockDeviceMappings!;
  const { AvailabilityZones = [] } = await ec2.send(
    new (await import("@aws-sdk/client-ec2")).DescribeAvailabilityZonesCommand({}),
  );
  const zone = AvailabilityZones.find(({ ZoneName }) => ZoneName === instance!.Placement!.AvailabilityZone);
  expect(zone?.ZoneId).toMatch(/^use1-az[123]$/);
  expect(new Set(AvailabilityZones.map(({ ZoneId }) => ZoneId)).size).toBe(3);
  const asked = filters({
    "availability-zone-id": zone!.ZoneId!,
    "network-interface.network-interface-id": card!.NetworkInterfaceId!,
    "network-interface.mac-address": card!.MacAddress!,
    "network-interface.attachment.attachment-id": card!.Attachment!.AttachmentId!,
    "network-interface.addresses.association.public-dns-name": card!.Association!.PublicDnsName!,
    "block-device-mapping.volume-id": disk!.Ebs!.VolumeId!,
    "block-device-mapping.status": "attached",
    "launch-index": "0",
    "source-dest-check": "true",
  });
  const found = await ec2.send(new DescribeInstancesCommand(asked));
  expect(found.Reservations).toHaveLength(1);
});
