import {
  type GetMetricDataCommandInput,
  type MetricDataQuery,
  PutMetricDataCommand,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import { StartInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, refusal, region, withoutControllers } from "../../../test/aws-fixture.ts";

import { last, minuteMs, query, results } from "../../../test/metric-data.ts";

test("finds a metric by exactly its dimensions, in any order, and only in its namespace", async () => {
  await using fixture = await awsFixture({
    images: [{ region, name: "cml", id: "ami-00000000000000001" }],
    instances: [{ region }, { region, agent: "wizard" }, { region, agent: false }],
    ...withoutControllers,
  });
  const { aws, cloudWatch, clock } = fixture;
  const [plain, wizard, none] = aws.instances().map(({ id }) => id);
  const full = (id: string) => ({
    InstanceType: "c5.4xlarge",
    ImageId: "ami-00000000000000001",
    InstanceId: id,
  });
  const wrongPlace = query("x", "cpu", { InstanceId: plain! });
  wrongPlace.MetricStat!.Metric!.Namespace = "AWS/RDS";
  const found = await results(
    cloudWatch,
    last(10, clock.now(), [
      query("a", "memory", { InstanceId: plain! }),
      query("b", "memory", full(plain!)),
      query("c", "memory", { InstanceId: wizard! }),
      query("d", "memory", full(wizard!)),
      query("e", "memory", { InstanceId: none! }),
      query("f", "cpu", { InstanceId: none! }),
      query("g", "cpu", {}),
      wrongPlace,
    ]),
  );
  expect(found.map(({ Id, Values }) => `${Id}${Values?.length}`)).toEqual([
    "a2",
    "b0",
    "c0",
    "d2",
    "e0",
    "f2",
    "g0",
    "x0",
  ]);
  expect(found.every(({ StatusCode }) => StatusCode === "Complete")).toBe(true);
});

test("aggregates as it is asked to", async () => {
  await using fixture = await awsFixture({
    instances: [{ region, detailedMonitoring: true }],
    ...withoutControllers,
  });
  const { aws, cloudWatch, clock } = fixture;
  const InstanceId = aws.instances()[0]!.id;
  const by = async (Stat: string, Period = 300) => {
    const one = query("c", "cpu", { InstanceId }, Period);
    one.MetricStat!.Stat = Stat;
    return (await results(cloudWatch, last(5, clock.now(), [one])))[0]!.Values!;
  };
  const minutes = await by("Average", 60);
  expect(minutes).toHaveLength(5);
  const sum = minutes.reduce((total, value) => total + value, 0);
  expect((await by("Sum"))[0]).toBeCloseTo(sum);
  expect((await by("Average"))[0]).toBeCloseTo(sum / 5);
  expect(await by("Maximum")).toEqual([Math.max(...minutes)]);
  expect(await by("Minimum")).toEqual([Math.min(...minutes)]);
  expect(await by("SampleCount")).toEqual([5]);
  expect(await by("p50")).toEqual([minutes.toSorted((one, other) => one - other)[2]]);
  expect(await refusal(by("Mode"))).toBe("ValidationException");
});

test("pages by points, and neither loses nor repeats one while time goes on", async () => {
  await using fixture = await awsFixture({
    instances: [{ region }, { region, state: "stopped" }, { region }],
    ...withoutControllers,
  });
  const { aws, cloudWatch, clock } = fixture;
  const [one, idle, two] = aws.instances().map(({ id }) => id);
  const input = last(25, clock.now(), [
    query("a", "cpu", { InstanceId: one! }),
    query("b", "cpu", { InstanceId: idle! }),
    query("c", "cpu", { InstanceId: two! }),
  ]);
  const whole = await results(cloudWatch, input);
  const points = new Map<string, number[]>();
  const statuses: string[] = [];
  const later = { ...input, EndTime: new Date(clock.now() + 60 * minuteMs), MaxDatapoints: 3 };
  for await (const page of paginateGetMetricData({ client: cloudWatch }, later)) {
    for (const { Id = "", Values = [], StatusCode } of page.MetricDataResults ?? []) {
      points.set(Id, [...(points.get(Id) ?? []), ...Values]);
      statuses.push(`${Id} ${StatusCode} ${Values.length}`);
    }
    clock.advance(5 * minuteMs);
  }
  expect(whole.map(({ Values }) => Values)).toEqual([points.get("a"), points.get("b"), points.get("c")]);
  expect(statuses).toEqual([
    "a PartialData 3",
    "a Complete 2",
    "b Complete 0",
    "c PartialData 1",
    "c PartialData 3",
    "c Complete 1",
  ]);
});

test.each(["TimestampAscending", "TimestampDescending"] as const)(
  "pages %s through the points of metrics that were put, and of machines that were off at times",
  async (ScanBy) => {
    await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
    const { aws, ec2, cloudWatch, clock } = fixture;
    const [{ id: InstanceId } = { id: "" }] = aws.instances();
    const MetricData = [40, 30, 20, 10].map((minutes) => ({
      MetricName: "mem_used_percent",
      Timestamp: new Date(clock.now() - minutes * minuteMs),
      Value: minutes,
    }));
    await cloudWatch.send(new PutMetricDataCommand({ Namespace: "CWAgent", MetricData }));
    const order = { InstanceIds: [InstanceId] };
    clock.advance(17 * minuteMs);
    await ec2.send(new StopInstancesCommand(order));
    clock.advance(17 * minuteMs);
    await ec2.send(new StartInstancesCommand(order));
    clock.advance(17 * minuteMs);
    await ec2.send(new StopInstancesCommand(order));
    clock.advance(17 * minuteMs);
    const input = {
      ...last(120, clock.now(), [
        query("a", "cpu", { InstanceId }, 60),
        query("b", "memory", {}, 60),
        query("c", "memory", { InstanceId }),
      ]),
      ScanBy,
    };
    const whole = await results(cloudWatch, input);
    const pointsOf = (all: typeof whole, id: string) =>
      all
        .filter(({ Id }) => Id === id)
        .flatMap(({ Timestamps = [], Values = [] }) =>
          Timestamps.map((at, index) => [at.getTime(), Values[index]]),
        );
    const pages: typeof whole = [];
    for await (const page of paginateGetMetricData({ client: cloudWatch }, { ...input, MaxDatapoints: 2 })) {
      pages.push(...(page.MetricDataResults ?? []));
    }
    for (const id of ["a", "b", "c"]) {
      const points = pointsOf(whole, id);
      expect(pointsOf(pages, id)).toEqual(points);
      const sign = ScanBy === "TimestampAscending" ? 1 : -1;
      expect(points).toEqual(points.toSorted(([one = 0], [other = 0]) => sign * (one - other)));
    }
    expect(
      pointsOf(whole, "b")
        .map(([, value]) => value)
        .sort(),
    ).toEqual([10, 20, 30, 40]);
    expect(pointsOf(whole, "a").length).toBeGreaterThan(10);
  },
);

// Whoever works out all of it for each page takes longer than a test may.
test("works out no more of a long time than it gives", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, cloudWatch, clock } = fixture;
  const InstanceId = aws.instances()[0]!.id;
  clock.advance(365 * 24 * 60 * minuteMs);
  const many = Array.from({ length: 500 }, (_, index) => query(`m${index}`, "memory", { InstanceId }, 60));
  const input = { ...last(365 * 24 * 60, clock.now(), many), MaxDatapoints: 5 };
  let pages = 0;
  for await (const page of paginateGetMetricData({ client: cloudWatch }, input)) {
    expect(page.MetricDataResults).toMatchObject([{ Id: "m0", StatusCode: "PartialData" }]);
    if (++pages === 50) break;
  }
});

test("refuses questions CloudWatch would refuse", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, cloudWatch, clock } = fixture;
  const InstanceId = aws.instances()[0]!.id;
  const one = (id: string, period = 300) => query(id, "cpu", { InstanceId }, period);
  const refused = (queries: MetricDataQuery[], more: Partial<GetMetricDataCommandInput> = {}) =>
    refusal(results(cloudWatch, { ...last(10, clock.now(), queries), ...more }));
  const many = (count: number) => Array.from({ length: count }, (_, index) => one(`q${index}`));
  expect(await refused(many(501))).toBe("ValidationException");
  expect(await results(cloudWatch, last(10, clock.now(), many(500)))).toHaveLength(500);
  expect(await refused([one("a"), one("a")])).toBe("ValidationException");
  expect(await refused([one("Upper")])).toBe("ValidationException");
  expect(await refused([one("a", 30)])).toBe("ValidationException");
  expect(await refused([one("a")], { StartTime: new Date(clock.now()) })).toBe("ValidationException");
  expect(await refused([one("a")], { NextToken: "nonsense" })).toBe("ValidationException");
  expect(await refused([{ ...one("a"), ReturnData: false }])).toBe("ValidationException");
  expect(await refused([{ Id: "a", Expression: "SEARCH('x', 'Average')" }])).toBe("ValidationException");
});
