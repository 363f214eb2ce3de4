import type { InstanceSnapshot, Logger } from "@cml-fleet/core";
import { manualClock } from "@cml-fleet/core/testing";
import { expect, test, vi } from "vitest";
import type { CloudWatchMetricsOptions } from "./cloudwatch-metrics.ts";
import { cloudWatchMetrics } from "./index.ts";
import { type Behaviour, fakeAws, jsonAnswer, type SeenCall } from "./test/fake-aws.ts";
import { fakeFleet, instanceId } from "./test/fake-fleet.ts";
import { realClients } from "./test/real-clients.ts";
import { runningSnapshot } from "./test/snapshots.ts";

const clock = manualClock("2026-01-01T12:34:56.789Z");
const at = (minute: number) => Date.UTC(2026, 0, 1, 12, minute) / 1_000;
const refused = { status: 400, body: JSON.stringify({ __type: "AccessDenied", message: "no" }) };

async function read(
  behaviour: Behaviour,
  instances: readonly InstanceSnapshot[],
  options: Partial<CloudWatchMetricsOptions> = {},
  signal?: AbortSignal,
) {
  await using aws = await fakeAws(behaviour);
  using clients = realClients(aws.endpoint, { maxAttempts: 1 });
  const metrics = cloudWatchMetrics({ clients: clients.cloudwatch, clock, ...options });
  const samples = await metrics.read(instances, signal ? { signal } : {});
  return { samples, calls: [...aws.calls] };
}

const many = (count: number, parts: Partial<InstanceSnapshot> = {}) =>
  Array.from({ length: count }, (_, index) => runningSnapshot(instanceId(index), parts));

const queries = ({ json }: SeenCall) => (json as { MetricDataQueries: unknown[] }).MetricDataQueries;

test("reads 250 running machines of a region with a call, and asks nothing about the others", async () => {
  const stopped = runningSnapshot("i-stopped", { power: "stopped" });
  const { samples, calls } = await read(fakeFleet([]), [
    stopped,
    ...many(251),
    ...many(1, { region: "us-east-1" }),
  ]);
  expect(samples.size).toBe(252);
  expect(samples.get("i-stopped")).toEqual([
    { metric: "cpu", absent: "not-running" },
    { metric: "memory", absent: "not-running" },
  ]);
  expect(calls.map((call) => [call.region, queries(call).length]).sort()).toEqual([
    ["eu-west-1", 2],
    ["eu-west-1", 500],
    ["us-east-1", 2],
  ]);
});

test("gives each machine its own newest value, with the time it is for", async () => {
  const newest: Behaviour = () =>
    jsonAnswer({
      MetricDataResults: [
        { Id: "m1", StatusCode: "Complete", Timestamps: [at(25), at(30), at(20)], Values: [25, 30, 20] },
        { Id: "c0", StatusCode: "Complete", Timestamps: [at(30), at(25)], Values: [3, 2] },
        { Id: "m0", StatusCode: "Complete", Timestamps: [], Values: [] },
      ],
    });
  const { samples } = await read(newest, many(2));
  const [cpu, memory] = [
    { metric: "cpu", value: 3, at: "2026-01-01T12:30:00.000Z", periodMs: 300_000 },
    { metric: "memory", value: 30, at: "2026-01-01T12:30:00.000Z", periodMs: 300_000 },
  ];
  expect([...samples.values()]).toEqual([
    [cpu, { metric: "memory", absent: "no-data" }],
    [{ metric: "cpu", absent: "no-data" }, memory],
  ]);
});

test("goes on where an answer is partial, and asks the same question for each page", async () => {
  const pages = ["", "2", "3"];
  const partial: Behaviour = ({ json }) => {
    const page = pages.indexOf((json as { NextToken?: string }).NextToken ?? "");
    const points = page === 1 ? [] : [at(20 + page)];
    return jsonAnswer({
      MetricDataResults: [
        { Id: "c0", StatusCode: page < 2 ? "PartialData" : "Complete", Timestamps: points, Values: points },
      ],
      ...(page < 2 && { NextToken: pages[page + 1] }),
    });
  };
  const { samples, calls } = await read(partial, many(1));
  expect(samples.get(instanceId(0))?.[0]).toMatchObject({ at: "2026-01-01T12:22:00.000Z" });
  const [first, ...more] = calls.map(({ json }) => ({ ...(json as object), NextToken: undefined }));
  expect(more).toEqual([first, first]);
});

test("is asked with the window of its clock, and the agent's own namespace and dimensions", async () => {
  const { calls } = await read(fakeFleet([]), many(1), { agentNamespace: "Own", agentDimensions: "wizard" });
  expect(calls[0]?.json).toMatchObject({ StartTime: at(20), EndTime: at(35), ScanBy: "TimestampDescending" });
  expect(JSON.stringify(calls[0]?.json)).toMatch(/"Namespace":"Own".*"ImageId".*"InstanceType"/);
});

test("leaves out a region that could not be read, and says so in the log", async () => {
  const warn = vi.fn<Logger["warn"]>();
  const behave: Behaviour = (call) => (call.region === "us-east-1" ? refused : fakeFleet([])(call));
  const there = runningSnapshot("i-there", { region: "us-east-1" });
  const { samples } = await read(behave, [...many(1), there], {
    logger: { debug() {}, info() {}, warn, error() {} },
  });
  expect([...samples.keys()]).toEqual([instanceId(0)]);
  const reason = expect.stringContaining("Allow the action cloudwatch:GetMetricData.");
  expect(warn.mock.calls).toEqual([[expect.any(String), { region: "us-east-1", instances: 1, reason }]]);
});

test("throws what went wrong when no region could be read", async () => {
  await expect(read(() => refused, many(1))).rejects.toMatchObject({ code: "forbidden" });
});

test("complains of nothing when the caller gives up", async () => {
  const warn = vi.fn<Logger["warn"]>();
  const logger = { debug() {}, info() {}, warn, error() {} };
  const reading = read(fakeFleet([]), many(600), { logger }, AbortSignal.abort());
  await expect(reading).rejects.toMatchObject({ code: "aborted" });
  expect(warn).not.toHaveBeenCalled();
});
