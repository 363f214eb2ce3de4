import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  DescribeAvailabilityZonesCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeRegionsCommand,
  EC2Client,
  RegisterImageCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import {
  awsFixture,
  clientConfig,
  disposable,
  refusal,
  region,
  withoutControllers,
} from "../test/aws-fixture.ts";
import { last, query } from "../test/metric-data.ts";

const ImageId = "ami-00000000000000001";
const images = [{ region, name: "cml", id: ImageId }];

/** How many of these calls succeed before the first one is throttled. */
async function untilThrottled(call: () => Promise<unknown>, most = 150): Promise<number> {
  for (let done = 0; done < most; done++) {
    const name = await call().then(
      () => undefined,
      (error: Error) => error.name,
    );
    if (name === undefined) continue;
    expect(name).toMatch(/^RequestLimitExceeded$|^Throttling/);
    return done;
  }
  throw new Error("No call was throttled.");
}

test("throttles each action by the buckets that AWS publishes, and refills them with time", async () => {
  await using fixture = await awsFixture({
    limits: "published",
    images,
    instances: [{ region, state: "stopped" }],
    ...withoutControllers,
  });
  const { aws, ec2, cloudWatch, clock } = fixture;
  const InstanceIds = aws.instances().map(({ id }) => id);
  const all = () => ec2.send(new DescribeInstancesCommand({}));
  const some = () => ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  const start = () => ec2.send(new StartInstancesCommand({ InstanceIds }));
  expect(await untilThrottled(all)).toBe(50);
  expect(await untilThrottled(some)).toBe(100);
  expect(await untilThrottled(start)).toBe(5);
  const input = last(5, clock.now(), [query("c", "cpu", { InstanceId: InstanceIds[0]! })]);
  expect(await untilThrottled(() => cloudWatch.send(new GetMetricDataCommand(input)))).toBe(50);
  clock.advance(1_500);
  expect(await untilThrottled(start)).toBe(3);
  expect(await untilThrottled(all)).toBe(15);

  using elsewhere = disposable(new EC2Client({ ...clientConfig(aws), region: "eu-west-1" }));
  expect(await untilThrottled(() => elsewhere.client.send(new DescribeInstancesCommand({})))).toBe(50);
});

test("throttles what describes the scene, and what changes images", async () => {
  await using fixture = await awsFixture({ limits: "published", images });
  const { ec2 } = fixture;
  expect(await untilThrottled(() => ec2.send(new DescribeInstanceTypesCommand({})))).toBe(100);
  expect(await untilThrottled(() => ec2.send(new DescribeRegionsCommand({})))).toBe(100);
  expect(await untilThrottled(() => ec2.send(new DescribeAvailabilityZonesCommand({})))).toBe(100);
  let name = 0;
  const register = () => ec2.send(new RegisterImageCommand({ Name: `image ${name++}` }));
  expect(await untilThrottled(register)).toBe(50);
});

test("counts the instances of a call where EC2 does, and answers a throttled call with 503", async () => {
  await using fixture = await awsFixture({ limits: "published", images, ...withoutControllers });
  const { aws, ec2, clock } = fixture;
  const run = (MinCount: number) =>
    ec2.send(new RunInstancesCommand({ ImageId, InstanceType: "c5.large", MinCount, MaxCount: MinCount }));
  await run(900);
  const error = await run(101).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: "RequestLimitExceeded", $metadata: { httpStatusCode: 503 } });
  expect(aws.instances()).toHaveLength(900);
  await run(100);
  clock.advance(60_000);
  const InstanceIds = aws.instances().map(({ id }) => id);
  await ec2.send(new StopInstancesCommand({ InstanceIds }));
  expect(await refusal(ec2.send(new StopInstancesCommand({ InstanceIds })))).toBe("RequestLimitExceeded");
});

test("takes other limits, and none at all", async () => {
  const limits = { DescribeInstances: { calls: { burst: 2, perSecond: 1 } } };
  await using limited = await awsFixture({ limits });
  await using free = await awsFixture();
  const describe = ({ ec2 }: typeof free) => ec2.send(new DescribeInstancesCommand({}));
  expect(await untilThrottled(() => describe(limited))).toBe(2);
  await expect(untilThrottled(() => describe(free), 60)).rejects.toThrow("No call was throttled");
});
