import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { cloudWatchMetrics, ec2Instances } from "./index.ts";
import { withoutCapacityRetries } from "./retry.ts";
import { ec2Error, fakeAws } from "./test/fake-aws.ts";
import { fakeFleet, instanceId } from "./test/fake-fleet.ts";
import { realClients } from "./test/real-clients.ts";
import { runningSnapshot } from "./test/snapshots.ts";

const region = "eu-west-1";
const ref = { region, id: instanceId(0) };
const stopped = () => fakeFleet([{ id: ref.id, state: "stopped" }]);
const throttle = ec2Error("RequestLimitExceeded", 503);

describe("with no time between attempts", () => {
  beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
  afterEach(() => void vi.restoreAllMocks());

  test("a throttled call is made again, and succeeds", async () => {
    await using aws = await fakeAws(stopped());
    aws.next("StartInstances", throttle, throttle, throttle);
    using clients = realClients(aws.endpoint);
    const [outcome] = await ec2Instances({ clients: clients.ec2 }).start([ref]);
    expect(outcome).toMatchObject({ ok: true, value: { from: "stopped", to: "pending" } });
    expect(aws.count("StartInstances")).toBe(4);
  });

  test.each([
    [undefined, undefined, 4],
    [undefined, "2", 2],
    [3, "2", 3],
  ])(
    "with maxAttempts %o and AWS_MAX_ATTEMPTS %o, %d calls are made",
    async (maxAttempts, variable, calls) => {
      vi.stubEnv("AWS_MAX_ATTEMPTS", variable);
      await using aws = await fakeAws(() => throttle);
      using clients = realClients(aws.endpoint, { ...(maxAttempts && { maxAttempts }) });
      const [outcome] = await ec2Instances({ clients: clients.ec2 }).start([ref]);
      vi.unstubAllEnvs();
      expect(outcome).toMatchObject({ ok: false, error: { code: "throttled", retryable: true } });
      expect(aws.count("StartInstances")).toBe(calls);
    },
  );

  test.each(["InsufficientInstanceCapacity", "UnfulfillableCapacity"])(
    "asks once where EC2 answers %s, with a status of 500",
    async (code) => {
      await using aws = await fakeAws(stopped());
      aws.next("StartInstances", ec2Error(code, 500));
      using clients = realClients(aws.endpoint);
      const [outcome] = await ec2Instances({ clients: clients.ec2 }).start([ref]);
      expect(outcome).toMatchObject({ ok: false, error: { code: "capacity", retryable: false } });
      expect(aws.count("StartInstances")).toBe(1);
    },
  );

  test("a command whose answer was lost is given again, and is a success still", async () => {
    await using aws = await fakeAws(stopped());
    using clients = realClients(aws.endpoint);
    const instances = ec2Instances({ clients: clients.ec2 });
    await instances.start([ref]);
    aws.next("StartInstances", "reset");
    expect(await instances.start([ref])).toMatchObject([
      { ok: true, value: { from: "pending", to: "pending" } },
    ]);
    expect(aws.count("StartInstances")).toBe(3);
  });
});

test("one who gives up is not kept by the time between attempts", async () => {
  vi.spyOn(Math, "random").mockReturnValue(1);
  await using aws = await fakeAws(() => throttle);
  using clients = realClients(aws.endpoint);
  const giveUp = new AbortController();
  // Inside the retry loop: fires when the first attempt is over and the wait begins.
  const client = await clients.ec2(region);
  client.middlewareStack.add(
    (next) => (args) => next(args).finally(() => setImmediate(() => giveUp.abort())),
    { step: "finalizeRequest", priority: "low", name: "observer" },
  );
  const startedAt = performance.now();
  await expect(ec2Instances({ clients: clients.ec2 }).health(region, giveUp)).rejects.toMatchObject({
    code: "aborted",
  });
  vi.restoreAllMocks();
  // The first wait after a throttle is half a second, without luck.
  expect(performance.now() - startedAt).toBeLessThan(450);
  expect(aws.count("DescribeInstanceStatus")).toBe(2);
});

test("an error keeps its cause and repeats no parameter of the request", async () => {
  const secret = "i-5ec2e7";
  await using aws = await fakeAws(() => ({
    status: 400,
    body: `<Response><Errors><Error><Code>InvalidParameterValue</Code><Message>${secret} is odd</Message></Error></Errors></Response>`,
  }));
  using clients = realClients(aws.endpoint);
  const { failed } = await ec2Instances({ clients: clients.ec2 }).describe([{ region, id: secret }]);
  const error = failed[0]?.error;
  expect(error).toMatchObject({ code: "invalid_input", cause: { name: "InvalidParameterValue" } });
  expect(`${error?.message} ${JSON.stringify(error)}`).not.toContain(secret);
  expect(error?.message).toContain("DescribeInstances in eu-west-1");
});

test("CloudWatch's refusals are understood too", async () => {
  await using aws = await fakeAws(() => ({
    status: 400,
    body: JSON.stringify({
      __type: "com.amazonaws.cloudwatch.v2010_08_01#InvalidParameterValue",
      message: "m",
    }),
  }));
  using clients = realClients(aws.endpoint);
  const reading = cloudWatchMetrics({ clients: clients.cloudwatch }).read([runningSnapshot(ref.id)]);
  await expect(reading).rejects.toMatchObject({ code: "invalid_input" });
});

test("a strategy of the older kind is left alone", () => {
  const older = { mode: "own", retry: async () => ({}) } as unknown as Parameters<
    typeof withoutCapacityRetries
  >[0];
  expect(withoutCapacityRetries(older)).toBe(older);
});
