import { paginateGetMetricData } from "@aws-sdk/client-cloudwatch";
import {
  type EC2Client,
  paginateDescribeInstanceStatus,
  paginateDescribeInstances,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  waitUntilInstanceExists,
  waitUntilInstanceRunning,
  waitUntilInstanceStatusOk,
  waitUntilInstanceStopped,
  waitUntilInstanceTerminated,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { awsFixture, region, withoutControllers } from "../test/aws-fixture.ts";
import { last, query } from "../test/metric-data.ts";

const ImageId = "ami-00000000000000001";
const images = [{ region, name: "cml", id: ImageId }];

test("lets the SDK's waiters see an instance come up, pass its checks, and go", async () => {
  await using fixture = await awsFixture({
    images,
    // Waiters sleep in real time.
    clock: Date.now,
    delays: { startMs: 300, stopMs: 300, terminateMs: 300, statusChecksMs: 300, consistencyMs: 100 },
    ...withoutControllers,
  });
  const { ec2 } = fixture;
  const launch = { ImageId, InstanceType: "c5.large", MinCount: 2, MaxCount: 2 } as const;
  const { Instances = [] } = await ec2.send(new RunInstancesCommand(launch));
  const InstanceIds = Instances.map(({ InstanceId = "" }) => InstanceId);
  const waiting = (client: EC2Client) => ({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 });
  const success = { state: "SUCCESS" };
  expect(await waitUntilInstanceExists(waiting(ec2), { InstanceIds })).toMatchObject(success);
  expect(await waitUntilInstanceRunning(waiting(ec2), { InstanceIds })).toMatchObject(success);
  expect(await waitUntilInstanceStatusOk(waiting(ec2), { InstanceIds })).toMatchObject(success);
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  expect(await waitUntilInstanceStopped(waiting(ec2), { InstanceIds })).toMatchObject(success);
  await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  expect(await waitUntilInstanceTerminated(waiting(ec2), { InstanceIds })).toMatchObject(success);
  await expect(waitUntilInstanceRunning(waiting(ec2), { InstanceIds })).rejects.toThrow();
});

test("lets the SDK's paginators see every instance and every point once", async () => {
  const instances = Array.from({ length: 23 }, () => ({ region, detailedMonitoring: true }));
  await using fixture = await awsFixture({ instances, ...withoutControllers });
  const { aws, ec2, cloudWatch, clock } = fixture;
  const ids = aws.instances().map(({ id }) => id);
  const described: (string | undefined)[] = [];
  for await (const { Reservations = [] } of paginateDescribeInstances({ client: ec2, pageSize: 5 }, {})) {
    const found = Reservations.flatMap(({ Instances = [] }) => Instances);
    expect(found.length).toBeLessThanOrEqual(5);
    described.push(...found.map(({ InstanceId }) => InstanceId));
  }
  expect(described).toEqual(ids);
  const checked: (string | undefined)[] = [];
  for await (const page of paginateDescribeInstanceStatus({ client: ec2, pageSize: 10 }, {})) {
    checked.push(...(page.InstanceStatuses ?? []).map(({ InstanceId }) => InstanceId));
  }
  expect(checked).toEqual(ids);

  const queries = ids.map((InstanceId, index) => query(`c${index}`, "cpu", { InstanceId }, 60));
  const input = { ...last(10, clock.now(), queries), MaxDatapoints: 70 };
  let points = 0;
  for await (const { MetricDataResults = [] } of paginateGetMetricData({ client: cloudWatch }, input)) {
    points += MetricDataResults.reduce((sum, { Values = [] }) => sum + Values.length, 0);
  }
  expect(points).toBe(23 * 10);
});
