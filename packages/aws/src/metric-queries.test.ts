import type { GetMetricDataCommandInput } from "@aws-sdk/client-cloudwatch";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { metricDataInput, newestSamples } from "./metric-queries.ts";
import { runningSnapshot } from "./test/snapshots.ts";

const MINUTE_MS = 60_000;
const now = Date.parse("2026-01-01T12:34:56.789Z");
const agent = { namespace: "CWAgent", dimensions: "instanceId" } as const;
const plain = runningSnapshot("i-1");
const detailed = runningSnapshot("i-2", { detailedMonitoring: "on" });

const windowOf = ({ StartTime, EndTime }: GetMetricDataCommandInput) => [
  StartTime?.toISOString(),
  EndTime?.toISOString(),
];

describe("the period", () => {
  test.each([
    ["off", 300],
    ["turning-on", 300],
    ["on", 60],
    ["turning-off", 300],
  ] as const)("of a machine whose detailed monitoring is %s is %d seconds", (detailedMonitoring, period) => {
    const input = metricDataInput([runningSnapshot("i-1", { detailedMonitoring })], agent, now);
    expect(input.MetricDataQueries?.map(({ MetricStat }) => MetricStat?.Period)).toEqual([period, period]);
  });
});

describe("the window", () => {
  test("holds two periods and what CloudWatch may be late, on multiples of the period", () => {
    expect(windowOf(metricDataInput([detailed], agent, now))).toEqual([
      "2026-01-01T12:30:00.000Z",
      "2026-01-01T12:35:00.000Z",
    ]);
    expect(windowOf(metricDataInput([plain], agent, now))).toEqual([
      "2026-01-01T12:20:00.000Z",
      "2026-01-01T12:35:00.000Z",
    ]);
  });

  test("is that of the longest period where both share a call", () => {
    expect(windowOf(metricDataInput([detailed, plain], agent, now))).toEqual(
      windowOf(metricDataInput([plain], agent, now)),
    );
  });

  test("is aligned, and holds the last two whole periods that CloudWatch can know, at any time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 41 }), fc.boolean(), (at, on) => {
        const period = (on ? 1 : 5) * MINUTE_MS;
        const { StartTime, EndTime } = metricDataInput([on ? detailed : plain], agent, at);
        const [start, end] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? 0];
        expect([Math.abs(start % period), end % period, end >= at]).toEqual([0, 0, true]);
        const lastKnown = Math.floor((at - 2 * MINUTE_MS) / period) * period;
        expect(start).toBeLessThanOrEqual(lastKnown - 2 * period);
        expect(at - start).toBeLessThan(3 * 60 * MINUTE_MS);
      }),
    );
  });
});

describe("the queries", () => {
  test("ask for CPU by instance, and for memory as the agent publishes it", () => {
    const wizard = { namespace: "Own", dimensions: "wizard" } as const;
    const metrics = (input: GetMetricDataCommandInput) =>
      input.MetricDataQueries?.map(({ Id, MetricStat }) => [
        Id,
        MetricStat?.Stat,
        `${MetricStat?.Metric?.Namespace}/${MetricStat?.Metric?.MetricName}`,
        MetricStat?.Metric?.Dimensions?.map(({ Name, Value }) => `${Name}=${Value}`).join(),
      ]);
    expect(metrics(metricDataInput([plain], agent, now))).toEqual([
      ["c0", "Average", "AWS/EC2/CPUUtilization", "InstanceId=i-1"],
      ["m0", "Average", "CWAgent/mem_used_percent", "InstanceId=i-1"],
    ]);
    expect(metrics(metricDataInput([plain], wizard, now))).toEqual([
      ["c0", "Average", "AWS/EC2/CPUUtilization", "InstanceId=i-1"],
      ["m0", "Average", "Own/mem_used_percent", "InstanceId=i-1,ImageId=ami-1,InstanceType=m5.large"],
    ]);
  });

  test("have ids that CloudWatch takes: unique, and beginning with a small letter", () => {
    const many = Array.from({ length: 250 }, (_, index) => runningSnapshot(`i-${index}`));
    const ids = metricDataInput(many, agent, now).MetricDataQueries?.map(({ Id = "" }) => Id) ?? [];
    expect(new Set(ids).size).toBe(500);
    expect(ids.every((id) => /^[a-z][a-zA-Z0-9_]*$/.test(id))).toBe(true);
  });
});

describe("the newest value", () => {
  test("is found whatever the order of points, of results and of pages", () => {
    const points = fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(points, fc.nat(12), (minutes, cut) => {
        const result = (part: readonly number[]) => ({
          Id: "c1",
          Timestamps: part.map((minute) => new Date(minute * MINUTE_MS)),
          Values: [...part],
        });
        const results = [result(minutes.slice(cut)), result(minutes.slice(0, cut))];
        const newest = Math.max(...minutes);
        const at = new Date(newest * MINUTE_MS).toISOString();
        expect(newestSamples([plain, detailed], results).get("i-2")).toEqual([
          { metric: "cpu", value: newest, at, periodMs: MINUTE_MS },
          { metric: "memory", absent: "no-data" },
        ]);
      }),
    );
  });

  test("is no data where there are no points, or times without values", () => {
    const results = [{ Id: "c0", Timestamps: [], Values: [] }, { Id: "m0", Timestamps: [new Date(now)] }, {}];
    expect(newestSamples([plain], results).get("i-1")).toEqual([
      { metric: "cpu", absent: "no-data" },
      { metric: "memory", absent: "no-data" },
    ]);
  });

  test("may be nought", () => {
    const results = [{ Id: "c0", Timestamps: [new Date(now)], Values: [0] }];
    expect(newestSamples([plain], results).get("i-1")?.[0]).toMatchObject({
      value: 0,
      periodMs: 5 * MINUTE_MS,
    });
  });
});
