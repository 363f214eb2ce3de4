import {
  GetMetricStatisticsCommand,
  type GetMetricStatisticsCommandInput,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import { type AwsFixture, awsFixture, region, withoutControllers } from "../../../test/aws-fixture.ts";
import { last, minuteMs, query, results } from "../../../test/metric-data.ts";
import { queryCall, signed } from "../../../test/raw-calls.ts";

const InstanceId = "i-00000000000000001";
const scene = { instances: [{ region, id: InstanceId, detailedMonitoring: true }], ...withoutControllers };

const statistics = async (
  { cloudWatch, clock }: AwsFixture,
  more: Partial<GetMetricStatisticsCommandInput> = {},
) => {
  const input = {
    Namespace: "AWS/EC2",
    MetricName: "CPUUtilization",
    Dimensions: [{ Name: "InstanceId", Value: InstanceId }],
    StartTime: new Date(clock.now() - 10 * minuteMs),
    EndTime: new Date(clock.now()),
    Period: 300,
    ...more,
  };
  return (await cloudWatch.send(new GetMetricStatisticsCommand(input))).Datapoints ?? [];
};

test("wants either statistics or percentiles, and says so as CloudWatch does", async () => {
  await using fixture = await awsFixture(scene);
  const mismatch = { name: "InvalidParameterCombinationException" };
  await expect(statistics(fixture)).rejects.toMatchObject(mismatch);
  await expect(statistics(fixture)).rejects.toThrow("Must specify either Statistics or ExtendedStatistics");
  const both = { Statistics: ["Average" as const], ExtendedStatistics: ["p99"] };
  await expect(statistics(fixture, both)).rejects.toMatchObject(mismatch);
  await expect(statistics(fixture, { ExtendedStatistics: ["Average"] })).rejects.toThrow(
    "The value Average for parameter ExtendedStatistics is not supported.",
  );
});

test("gives percentiles in every protocol", async () => {
  await using fixture = await awsFixture(scene);
  const [point] = await statistics(fixture, { ExtendedStatistics: ["p0", "p100"] });
  const { p0 = 0, p100 = 0 } = point!.ExtendedStatistics!;
  expect(p0).toBeGreaterThan(0);
  expect(p100).toBeGreaterThanOrEqual(p0);
  const { aws, clock } = fixture;
  const { text } = await queryCall(aws.endpoint, signed(aws, "monitoring"), {
    Action: "GetMetricStatistics",
    Version: "2010-08-01",
    Namespace: "AWS/EC2",
    MetricName: "CPUUtilization",
    "Dimensions.member.1.Name": "InstanceId",
    "Dimensions.member.1.Value": InstanceId,
    StartTime: new Date(clock.now() - 10 * minuteMs).toISOString(),
    EndTime: new Date(clock.now()).toISOString(),
    Period: "300",
    "ExtendedStatistics.member.1": "p100",
  });
  expect(text).toMatch(
    /<ExtendedStatistics><entry><key>p100<\/key><value>[\d.]+<\/value><\/entry><\/ExtendedStatistics>/,
  );
});

test("finds what was measured in the unit that is asked for, and nothing in another", async () => {
  await using fixture = await awsFixture(scene);
  const { cloudWatch, clock } = fixture;
  const average = { Statistics: ["Average" as const] };
  expect(await statistics(fixture, { ...average, Unit: "Percent" })).toHaveLength(2);
  expect(await statistics(fixture, { ...average, Unit: "Bytes" })).toEqual([]);
  const cpu = query("c", "cpu", { InstanceId });
  cpu.MetricStat!.Unit = "Bytes";
  expect(await results(cloudWatch, last(10, clock.now(), [cpu]))).toMatchObject([{ Values: [] }]);

  const Timestamp = new Date(clock.now() - 5 * minuteMs);
  const datum = { MetricName: "size", Timestamp };
  const MetricData = [
    { ...datum, Value: 3, Unit: "Bytes" as const },
    { ...datum, Value: 5 },
  ];
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: "own", MetricData }));
  const own = { Namespace: "own", MetricName: "size", Dimensions: [], ...average };
  const points = (await statistics(fixture, own)).map(({ Average, Unit }) => `${Average} ${Unit}`);
  expect(points.toSorted()).toEqual(["3 Bytes", "5 None"]);
  expect(await statistics(fixture, { ...own, Unit: "None" })).toMatchObject([{ Average: 5, Unit: "None" }]);
});

test("publishes failed status checks every minute, also those that have passed since", async () => {
  await using fixture = await awsFixture({ instances: [{ region, id: InstanceId }], ...withoutControllers });
  const { aws, clock } = fixture;
  const failed = async (MetricName: string) => {
    const points = await statistics(fixture, { MetricName, Period: 60, Statistics: ["Maximum"] });
    return points
      .toSorted((one, other) => one.Timestamp!.getTime() - other.Timestamp!.getTime())
      .map(({ Maximum, Unit }) => `${Maximum} ${Unit}`);
  };
  clock.advance(5 * minuteMs);
  aws.setChecks(InstanceId, { system: "impaired" });
  clock.advance(2 * minuteMs);
  aws.setChecks(InstanceId, {});
  clock.advance(3 * minuteMs);
  const passed = (count: number): string[] => Array(count).fill("0 Count");
  const seen = [...passed(5), "1 Count", "1 Count", ...passed(3)];
  expect(await failed("StatusCheckFailed")).toEqual(seen);
  expect(await failed("StatusCheckFailed_System")).toEqual(seen);
  expect(await failed("StatusCheckFailed_Instance")).toEqual(passed(10));
});

test("says what is wrong with a call in the words of AWS", async () => {
  await using fixture = await awsFixture(scene);
  const Statistics = ["Average" as const];
  const refused = expect.objectContaining({ name: "ValidationException" });
  const message = (more: object) =>
    statistics(fixture, { Statistics, ...more }).catch((error: Error) => error);
  expect(await message({ MetricName: "" })).toEqual(refused);
  expect(await message({ MetricName: "" })).toMatchObject({
    message:
      "1 validation error detected: Value '' at 'metricName' failed to satisfy constraint: Member must have length greater than or equal to 1",
  });
  expect(await message({ Dimensions: [{ Name: "InstanceId" }] })).toMatchObject({
    message:
      "1 validation error detected: Value null at 'dimensions.1.member.value' failed to satisfy constraint: Member must not be null",
  });
  expect(await message({ Unit: "Furlongs" })).toMatchObject({
    message: expect.stringMatching(
      /Value 'Furlongs' at 'unit' failed to satisfy constraint: Member must satisfy enum value set: \[Seconds/,
    ),
  });
});
