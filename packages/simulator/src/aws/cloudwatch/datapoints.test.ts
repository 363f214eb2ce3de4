import { MonitorInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, region, withoutControllers } from "../../test/aws-fixture.ts";

import { last, minuteMs, query, results } from "../../test/metric-data.ts";

test("gives a point every five minutes, and every minute once detailed monitoring is on", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, ec2, cloudWatch, clock } = fixture;
  const InstanceId = aws.instances()[0]!.id;
  const cpu = query("c", "cpu", { InstanceId }, 60);
  clock.advance(2 * minuteMs);
  const minutesAgo = async (minutes: number) => {
    const [result] = await results(cloudWatch, last(minutes, clock.now(), [cpu]));
    return result?.Timestamps?.map((at) => (at.getTime() - clock.now()) / minuteMs);
  };
  expect(await minutesAgo(17)).toEqual([-7, -12, -17]);
  await ec2.send(new MonitorInstancesCommand({ InstanceIds: [InstanceId] }));
  clock.advance(6 * minuteMs);
  expect(await minutesAgo(6)).toEqual([-1, -2, -3, -4, -5]);
});

test("counts every minute once where monitoring changes between two points", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, ec2, cloudWatch, clock } = fixture;
  const InstanceId = aws.instances()[0]!.id;
  clock.advance(2 * minuteMs);
  await ec2.send(new MonitorInstancesCommand({ InstanceIds: [InstanceId] }));
  clock.advance(8 * minuteMs);
  const cpu = query("c", "cpu", { InstanceId });
  cpu.MetricStat!.Stat = "SampleCount";
  const [result] = await results(cloudWatch, last(15, clock.now(), [cpu]));
  expect(result?.Values).toEqual([5, 5, 5]);
});

test("puts periods at multiples of their length, newest first unless asked otherwise", async () => {
  await using fixture = await awsFixture({ instances: [{ region }], ...withoutControllers });
  const { aws, cloudWatch, clock } = fixture;
  clock.advance(123_456);
  const input = last(22, clock.now(), [query("c", "cpu", { InstanceId: aws.instances()[0]!.id })]);
  const [newest] = await results(cloudWatch, input);
  const times = newest!.Timestamps!.map((at) => at.getTime());
  expect(times).toHaveLength(4);
  expect(times.every((at) => at % 300_000 === 0)).toBe(true);
  expect(times).toEqual(times.toSorted((one, other) => other - one));
  const [oldest] = await results(cloudWatch, { ...input, ScanBy: "TimestampAscending" });
  expect(oldest?.Timestamps).toEqual(newest?.Timestamps?.toReversed());
  expect(oldest?.Values).toEqual(newest?.Values?.toReversed());
  expect(newest).toMatchObject({ Label: "CPUUtilization", StatusCode: "Complete" });
});

test("follows the load of the controller", async () => {
  const labs = [{ title: "Heavy", nodes: ["nxosv9000", "nxosv9000"] }];
  await using fixture = await awsFixture({
    instances: [{ region, detailedMonitoring: true, controller: { labs } }],
  });
  const { aws, cloudWatch, clock } = fixture;
  const { id: InstanceId, controller } = aws.instances()[0]!;
  const input = (minutes: number) =>
    last(minutes, clock.now(), [
      query("c", "cpu", { InstanceId }, 60),
      query("m", "memory", { InstanceId }, 60),
    ]);
  const latest = async () => {
    const [cpu, memory] = await results(cloudWatch, input(1));
    return { cpu: cpu!.Values![0]!, memory: memory!.Values![0]! };
  };
  clock.advance(minuteMs);
  const idle = await latest();
  expect(idle.cpu).toBeLessThan(10);
  controller!.startLab(controller!.labIds()[0]!);
  clock.advance(20 * minuteMs);
  const busy = await latest();
  expect(busy.cpu).toBeGreaterThan(3 * idle.cpu);
  expect(busy.memory).toBeGreaterThan(2 * idle.memory);

  const { all } = controller!.stats();
  expect(Math.abs(busy.cpu - all.cpu.percent)).toBeLessThan(0.3 * all.cpu.percent);
  expect(busy.memory).toBeCloseTo((100 * all.memory.used) / all.memory.total, -1);
  const [cpu] = await results(cloudWatch, input(21));
  expect(cpu?.Values?.at(-1)).toBe(idle.cpu);
});

test("has nothing to say of the time a machine did not run", async () => {
  await using fixture = await awsFixture({
    instances: [{ region, detailedMonitoring: true }],
    ...withoutControllers,
  });
  const { aws, ec2, cloudWatch, clock } = fixture;
  const InstanceId = aws.instances()[0]!.id;
  const count = async (minutes: number) =>
    (await results(cloudWatch, last(minutes, clock.now(), [query("c", "cpu", { InstanceId }, 60)])))[0]
      ?.Values?.length;
  clock.advance(10 * minuteMs);
  expect(await count(10)).toBe(10);
  await ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
  clock.advance(10 * minuteMs);
  expect(await count(10)).toBe(0);
  expect(await count(20)).toBe(10);
  const everything = {
    ...last(1, clock.now(), [query("c", "cpu", { InstanceId }, 3600)]),
    StartTime: new Date(0),
  };
  expect((await results(cloudWatch, everything))[0]?.Values).toHaveLength(7);
});
