import {
  GetMetricStatisticsCommand,
  type GetMetricStatisticsCommandInput,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { expect, test } from "vitest";
import {
  type AwsFixture,
  awsFixture,
  refusal,
  region,
  withoutControllers,
} from "../../../test/aws-fixture.ts";
import { last, minuteMs, query, results } from "../../../test/metric-data.ts";

const InstanceId = "i-00000000000000001";
const MetricName = "mem_used_percent";
const Dimensions = [
  { Name: "InstanceId", Value: InstanceId },
  { Name: "host", Value: "cml" },
];

const put = ({ cloudWatch }: AwsFixture, MetricData: MetricDatum[], Namespace = "CWAgent") =>
  cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData }));

const statistics = ({ cloudWatch, clock }: AwsFixture, more: Partial<GetMetricStatisticsCommandInput> = {}) =>
  cloudWatch.send(
    new GetMetricStatisticsCommand({
      Namespace: "CWAgent",
      MetricName,
      Dimensions,
      StartTime: new Date(clock.now() - 60 * minuteMs),
      EndTime: new Date(clock.now()),
      Period: 300,
      Statistics: ["Average", "Maximum"],
      ...more,
    }),
  );

test("gives back what was put, only under its whole name, in any order of its dimensions", async () => {
  await using fixture = await awsFixture({
    instances: [{ region, agent: false, id: InstanceId }],
    ...withoutControllers,
  });
  const { cloudWatch, clock } = fixture;
  const at = (minutesAgo: number) => new Date(clock.now() - minutesAgo * minuteMs);
  await put(fixture, [
    { MetricName, Dimensions, Timestamp: at(6), Value: 30 },
    { MetricName, Dimensions, Timestamp: at(9), Values: [10, 20], Counts: [2, 1] },
  ]);
  const whole = { host: "cml", InstanceId };
  const [found] = await results(cloudWatch, last(15, clock.now(), [query("m", "memory", whole)]));
  expect(found).toMatchObject({ Timestamps: [at(10)], Values: [17.5] });
  const [part] = await results(cloudWatch, last(15, clock.now(), [query("m", "memory", { InstanceId })]));
  expect(part).toMatchObject({ Values: [] });
  const { Metrics } = await cloudWatch.send(new ListMetricsCommand({ Namespace: "CWAgent" }));
  expect(Metrics).toEqual([{ Namespace: "CWAgent", MetricName, Dimensions }]);
});

test("gives the points of one metric in no order, with every statistic that is asked for", async () => {
  await using fixture = await awsFixture();
  const { clock } = fixture;
  const points = Array.from({ length: 12 }, (_, index) => ({
    MetricName,
    Dimensions,
    Timestamp: new Date(clock.now() - (index + 1) * 5 * minuteMs),
    Value: index,
  }));
  await put(fixture, points);
  const { Label, Datapoints = [] } = await statistics(fixture);
  expect(Label).toBe(MetricName);
  expect(Datapoints).toHaveLength(12);
  const values = Datapoints.map(({ Average }) => Average);
  expect(values).not.toEqual(values.toSorted((one = 0, other = 0) => one - other));
  expect(values).not.toEqual(values.toSorted((one = 0, other = 0) => other - one));
  expect(Datapoints.find(({ Average }) => Average === 3)).toMatchObject({
    Timestamp: new Date(clock.now() - 20 * minuteMs),
    Maximum: 3,
  });
});

test("counts a value as often as it was measured, however often that was", async () => {
  await using fixture = await awsFixture();
  const Timestamp = new Date(fixture.clock.now() - 10 * minuteMs);
  const Values = Array.from({ length: 150 }, (_, index) => index);
  const often = { MetricName, Dimensions, Timestamp, Values, Counts: Values.map(() => 1e6) };
  await put(
    fixture,
    Array.from({ length: 1_000 }, () => often),
  );
  await put(fixture, [{ MetricName: "never", Timestamp, Values: [1], Counts: [0] }]);
  const Statistics = ["SampleCount", "Sum", "Average", "Minimum", "Maximum"] as const;
  const { Datapoints } = await statistics(fixture, { Statistics: [...Statistics] });
  expect(Datapoints).toMatchObject([
    { SampleCount: 1.5e11, Sum: 74.5 * 1.5e11, Average: 74.5, Minimum: 0, Maximum: 149 },
  ]);
  expect((await statistics(fixture, { MetricName: "never", Dimensions: [] })).Datapoints).toEqual([]);
});

test("measures instances in GetMetricStatistics too", async () => {
  await using fixture = await awsFixture({ instances: [{ region, id: InstanceId }], ...withoutControllers });
  const cpu = { Namespace: "AWS/EC2", MetricName: "CPUUtilization", Dimensions: Dimensions.slice(0, 1) };
  expect((await statistics(fixture, cpu)).Datapoints).toHaveLength(12);
  expect((await statistics(fixture, { ...cpu, Dimensions })).Datapoints).toEqual([]);
});

test("refuses what CloudWatch refuses", async () => {
  await using fixture = await awsFixture();
  const { clock } = fixture;
  const datum = { MetricName, Value: 1 };
  const longAgo = new Date(clock.now() - 15 * 24 * 60 * minuteMs);
  expect(await refusal(put(fixture, [datum], "AWS/EC2"))).toBe("InvalidParameterValueException");
  expect(await refusal(put(fixture, [{ ...datum, Timestamp: longAgo }]))).toBe(
    "InvalidParameterValueException",
  );
  expect(await refusal(put(fixture, Array(1_001).fill(datum)))).toBe("ValidationException");
  expect(await refusal(put(fixture, [{ MetricName }]))).toBe("ValidationException");
  expect(await refusal(put(fixture, [{ MetricName, Values: [1], Counts: [1, 2] }]))).toBe(
    "ValidationException",
  );
  expect(await refusal(statistics(fixture, { Period: 30 }))).toBe("ValidationException");
  expect(await refusal(statistics(fixture, { StartTime: longAgo, Period: 60 }))).toBe(
    "InvalidParameterCombinationException",
  );
  expect(await refusal(statistics(fixture, { StartTime: new Date(clock.now()) }))).toBe(
    "InvalidParameterValueException",
  );
});
