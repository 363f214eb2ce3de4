import {
  DescribeInstanceStatusCommand,
  type DescribeInstanceStatusCommandInput,
  type EC2Client,
  paginateDescribeInstanceStatus,
  StartInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";

const statuses = async (ec2: EC2Client, input: DescribeInstanceStatusCommandInput = {}) =>
  (await ec2.send(new DescribeInstanceStatusCommand(input))).InstanceStatuses ?? [];

const fleet = (count: number) => Array.from({ length: count }, () => ({ region }));

test("says that checks are to come for two minutes, then that all is well", async () => {
  await using fixture = await awsFixture({
    instances: [{ region, state: "stopped" }],
    ...withoutControllers,
  });
  const { aws, ec2, clock } = fixture;
  const InstanceIds = [aws.instances()[0]!.id];
  await ec2.send(new StartInstancesCommand({ InstanceIds }));
  expect(await statuses(ec2)).toEqual([]);
  clock.advance(20_000);
  expect(await statuses(ec2)).toMatchObject([
    { InstanceStatus: { Status: "initializing" }, SystemStatus: { Status: "initializing" } },
  ]);
  clock.advance(119_999);
  expect(await statuses(ec2)).toMatchObject([{ InstanceStatus: { Status: "initializing" } }]);
  clock.advance(1);
  expect(await statuses(ec2)).toMatchObject([
    {
      InstanceStatus: { Status: "ok", Details: [{ Name: "reachability", Status: "passed" }] },
      SystemStatus: { Status: "ok" },
      InstanceState: { Name: "running" },
      AvailabilityZone: expect.stringMatching(/^us-east-1/),
    },
  ]);
});

test("finds what is not well by either check, as it was set", async () => {
  await using fixture = await awsFixture({ instances: fleet(4), ...withoutControllers });
  const { aws, ec2, clock } = fixture;
  const [one, two, three] = aws.instances().map(({ id }) => id);
  aws.setChecks(one!, { instance: "impaired" });
  aws.setChecks(two!, { system: "insufficient-data" });
  aws.setChecks(three!, { instance: "impaired" });
  aws.setChecks(three!, {});
  clock.advance(60_000);
  const notWell = async (Name: string) => {
    const Filters = [{ Name, Values: ["impaired", "insufficient-data", "initializing"] }];
    return (await statuses(ec2, { Filters, MaxResults: 1_000 })).map(({ InstanceId }) => InstanceId);
  };
  expect(await notWell("instance-status.status")).toEqual([one]);
  expect(await notWell("system-status.status")).toEqual([two]);
  const [impaired] = await statuses(ec2, { InstanceIds: [one!] });
  expect(impaired?.InstanceStatus?.Details).toEqual([
    { Name: "reachability", Status: "failed", ImpairedSince: new Date(clock.now() - 60_000) },
  ]);
});

test("tells of machines that do not run only when all are asked for", async () => {
  await using fixture = await awsFixture({
    instances: [{ region }, { region, state: "stopped" }],
    ...withoutControllers,
  });
  const { ec2 } = fixture;
  const Filters = [{ Name: "instance-state-name", Values: ["stopped"] }];
  expect(await statuses(ec2)).toHaveLength(1);
  expect(await statuses(ec2, { Filters })).toEqual([]);
  expect(await statuses(ec2, { Filters, IncludeAllInstances: true })).toMatchObject([
    { InstanceState: { Name: "stopped" }, InstanceStatus: { Status: "not-applicable" } },
  ]);
});

test("takes 100 ids, and pages through more", async () => {
  await using fixture = await awsFixture({ instances: fleet(101), ...withoutControllers });
  const { aws, ec2 } = fixture;
  const ids = aws.instances().map(({ id }) => id);
  expect(await refusal(statuses(ec2, { InstanceIds: ids }))).toBe("InvalidRequest");
  expect(await statuses(ec2, { InstanceIds: ids.slice(1) })).toHaveLength(100);
  const sizes: number[] = [];
  for await (const page of paginateDescribeInstanceStatus({ client: ec2, pageSize: 40 }, {})) {
    sizes.push(page.InstanceStatuses?.length ?? 0);
  }
  expect(sizes).toEqual([40, 40, 21]);
  const tagged = { Filters: [{ Name: "tag:a", Values: ["b"] }] };
  expect(await refusal(statuses(ec2, tagged))).toBe("InvalidParameterValue");
});
