import {
  ListMetricsCommand,
  type ListMetricsCommandInput,
  paginateListMetrics,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import {
  type AwsFixture,
  awsFixture,
  refusal,
  region,
  withoutControllers,
} from "../../../test/aws-fixture.ts";

const names = async ({ cloudWatch }: AwsFixture, input: ListMetricsCommandInput = {}) =>
  (await cloudWatch.send(new ListMetricsCommand(input))).Metrics?.map(
    ({ MetricName, Dimensions = [] }) => `${MetricName} ${Dimensions.map(({ Name }) => Name).join()}`,
  );

test("lists what was published, by any part of its name", async () => {
  await using fixture = await awsFixture({
    instances: [
      { region, agent: false },
      { region, agent: "wizard" },
      { region, state: "stopped" },
    ],
    ...withoutControllers,
  });
  const [first] = fixture.aws.instances();
  const wizard = "mem_used_percent InstanceId,ImageId,InstanceType";
  const ofEc2 = [
    "CPUUtilization InstanceId",
    "StatusCheckFailed InstanceId",
    "StatusCheckFailed_Instance InstanceId",
    "StatusCheckFailed_System InstanceId",
    "StatusCheckFailed_AttachedEBS InstanceId",
  ];
  expect(await names(fixture)).toEqual([...ofEc2, ...ofEc2, wizard]);
  expect(await names(fixture, { Namespace: "CWAgent" })).toEqual([wizard]);
  expect(await names(fixture, { MetricName: "CPUUtilization" })).toHaveLength(2);
  expect(await names(fixture, { Dimensions: [{ Name: "ImageId" }] })).toEqual([wizard]);
  expect(await names(fixture, { Dimensions: [{ Name: "InstanceId", Value: first!.id }] })).toHaveLength(5);
  expect(await refusal(names(fixture, { NextToken: "nonsense" }))).toBe("ValidationException");
});

test("leaves out what has not been published for three hours, when asked for the recent", async () => {
  await using fixture = await awsFixture({ instances: [{ region, agent: false }], ...withoutControllers });
  const { aws, ec2, clock } = fixture;
  const { StopInstancesCommand } = await import("@aws-sdk/client-ec2");
  await ec2.send(new StopInstancesCommand({ InstanceIds: [aws.instances()[0]!.id] }));
  clock.advance(3 * 3_600_000);
  expect(await names(fixture, { RecentlyActive: "PT3H" })).toEqual([]);
  expect(await names(fixture)).toHaveLength(5);
});

test("pages", async () => {
  await using fixture = await awsFixture({
    instances: Array.from({ length: 300 }, () => ({ region })),
    ...withoutControllers,
  });
  const seen: string[] = [];
  const sizes: number[] = [];
  for await (const page of paginateListMetrics({ client: fixture.cloudWatch }, {})) {
    sizes.push(page.Metrics?.length ?? 0);
    seen.push(...(page.Metrics ?? []).map((metric) => JSON.stringify(metric)));
  }
  expect(sizes).toEqual([500, 500, 500, 300]);
  expect(new Set(seen).size).toBe(1_800);
});
