import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AwsClients } from "./clients.ts";
import { ec2Instances } from "./index.ts";
import { ec2Error, type FakeAws, fakeAws } from "./test/fake-aws.ts";
import { fakeFleet, instanceId, runningInstances } from "./test/fake-fleet.ts";
import { realClients } from "./test/real-clients.ts";

const region = "eu-west-1";
const ref = { region, id: instanceId(0) };
/** One token in 1,000 seconds. */
const slow = (burst: number) => ({ burst, perSecond: 0.001 });

beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const paced = (aws: FakeAws, action: string, burst: number, maxWaitMs = 1_000) =>
  realClients(aws.endpoint, { pacing: { share: 1, rates: { [action]: { calls: slow(burst) } }, maxWaitMs } });

/** Resolves each time a call stands before the pacer. */
async function standing({ ec2 }: AwsClients) {
  const arrivals: (() => void)[] = [];
  const observer = <Args, Answer>(next: (args: Args) => Promise<Answer>) => {
    return (args: Args): Promise<Answer> => {
      const answer = next(args);
      arrivals.shift()?.();
      return answer;
    };
  };
  const place = { relation: "before", toMiddleware: "fleetPacing", name: "observer" } as const;
  (await ec2(region)).middlewareStack.addRelativeTo(observer, place);
  return () => new Promise<void>((resolve) => arrivals.push(resolve));
}

test("every attempt waits its turn, so that attempts too stay within the limits", async () => {
  await using aws = await fakeAws(() => ec2Error("InternalError", 500));
  using clients = paced(aws, "DescribeInstances", 2);
  const { failed } = await ec2Instances({ clients: clients.ec2 }).describe([ref]);
  expect(failed[0]?.error).toMatchObject({ code: "throttled", message: expect.stringContaining("1000 s") });
  expect(aws.count("DescribeInstances")).toBe(2);
});

test("one action's empty bucket holds no other action back, nor another region", async () => {
  const twins = [region, "us-east-1"].map((place) => ({ id: ref.id, state: "running", region: place }));
  await using aws = await fakeAws(fakeFleet(twins));
  using clients = paced(aws, "DescribeInstances", 1);
  const instances = ec2Instances({ clients: clients.ec2 });
  await instances.describe([ref]);
  expect((await instances.describe([ref])).failed[0]?.error.code).toBe("throttled");
  expect((await instances.describe([{ ...ref, region: "us-east-1" }])).failed).toEqual([]);
  await expect(instances.health(region)).resolves.toBeDefined();
});

test("commands are counted by the instances they name", async () => {
  const fleet = runningInstances(6);
  await using aws = await fakeAws(fakeFleet(fleet));
  const rates = { StopInstances: { calls: { burst: 100, perSecond: 100 }, instances: slow(5) } };
  using clients = realClients(aws.endpoint, { pacing: { share: 1, rates, maxWaitMs: 1_000 } });
  const instances = ec2Instances({ clients: clients.ec2 });
  const [last, ...others] = fleet.map(({ id }) => ({ region, id }));
  expect((await instances.stop(others)).every(({ ok }) => ok)).toBe(true);
  expect(await instances.stop([last ?? ref])).toMatchObject([{ ok: false, error: { code: "throttled" } }]);
  expect(aws.count("StopInstances")).toBe(1);
});

test("one who gives up leaves the queue at once, and the next takes the place", async () => {
  await using aws = await fakeAws(fakeFleet(runningInstances(1)));
  // One may wait, a second one behind it may not.
  using clients = paced(aws, "DescribeInstances", 1, 1_500_000);
  const instances = ec2Instances({ clients: clients.ec2 });
  await instances.describe([ref]);
  const arrived = await standing(clients);
  for (const _ of ["the first", "the next"]) {
    const giveUp = new AbortController();
    const atThePacer = arrived();
    const waiting = instances.describe([ref], { signal: giveUp.signal });
    await atThePacer;
    giveUp.abort();
    await expect(waiting).rejects.toMatchObject({ code: "aborted" });
  }
  expect(aws.count("DescribeInstances")).toBe(1);
});

test("a call that would wait too long is refused at once, without being made", async () => {
  await using aws = await fakeAws(fakeFleet(runningInstances(1)));
  using clients = paced(aws, "DescribeInstanceStatus", 2);
  const instances = ec2Instances({ clients: clients.ec2 });
  await instances.health(region);
  const startedAt = performance.now();
  await expect(instances.health(region)).rejects.toMatchObject({ code: "throttled", retryable: true });
  expect(performance.now() - startedAt).toBeLessThan(500);
  expect(aws.count("DescribeInstanceStatus")).toBe(2);
});
