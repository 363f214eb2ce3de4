import type { EC2Client } from "@aws-sdk/client-ec2";
import type { CoreErrorCode } from "@cml-fleet/core";
import { type AwsFault, type AwsSimulator, startAwsSimulator } from "@cml-fleet/simulator";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { AwsClients, AwsClientsOptions } from "./clients.ts";
import { cloudWatchMetrics, ec2Images, ec2Instances } from "./index.ts";
import { fakeAws } from "./test/fake-aws.ts";
import { realClients } from "./test/real-clients.ts";
import { runningSnapshot } from "./test/snapshots.ts";

const region = "eu-west-1";
const ref = { region, id: "i-00000000000000001" };

type Call = (clients: AwsClients, signal?: AbortSignal) => Promise<unknown>;

/** Every kind of call, each of which throws what went wrong. */
const callsByAction: Readonly<Record<string, Call>> = {
  async DescribeInstances({ ec2 }, signal) {
    const { failed } = await ec2Instances({ clients: ec2 }).describe([ref], signal ? { signal } : {});
    if (failed[0]) throw failed[0].error;
  },
  DescribeInstanceStatus: ({ ec2 }, signal) =>
    ec2Instances({ clients: ec2 }).health(region, signal ? { signal } : {}),
  DescribeImages: ({ ec2 }, signal) =>
    ec2Images({ clients: ec2 }).find({ region, name: "x", owners: ["self"] }, signal ? { signal } : {}),
  GetMetricData: ({ cloudwatch }, signal) =>
    cloudWatchMetrics({ clients: cloudwatch }).read([runningSnapshot(ref.id)], signal ? { signal } : {}),
  async StopInstances({ ec2 }, signal) {
    const [outcome] = await ec2Instances({ clients: ec2 }).stop([ref], signal ? { signal } : {});
    if (outcome?.ok === false) throw outcome.error;
  },
};

const troubles: readonly (readonly [AwsFault["kind"], CoreErrorCode])[] = [
  ["html", "unavailable"],
  ["truncated", "unavailable"],
  ["reset", "unavailable"],
  ["hang", "timeout"],
];

describe.each(Object.entries(callsByAction))("%s", (action, call) => {
  let aws: AwsSimulator;
  beforeEach(async () => {
    aws = await startAwsSimulator({ instances: [ref], controllers: { enabled: false } });
  });
  afterEach(() => aws.close());
  // Only where nothing answers is the limit what the test waits for; elsewhere a busy machine must not reach it.
  const opened = (kind: AwsFault["kind"], options: AwsClientsOptions) =>
    realClients(aws.endpoint, { requestTimeoutMs: kind === "hang" ? 400 : 10_000, ...options });

  test.each(troubles)("calls %s `%s`, and keeps the SDK's error as the cause", async (kind, code) => {
    aws.faults.add({ action, fault: { kind } as AwsFault });
    using clients = opened(kind, { maxAttempts: 1 });
    await expect(call(clients)).rejects.toMatchObject({
      code,
      retryable: true,
      cause: expect.any(Error),
      message: expect.stringContaining(`${action} in ${region}: `),
    });
  });

  test.each(troubles)("makes one call more after %s", async (kind) => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    aws.faults.add({ action, fault: { kind } as AwsFault, times: 1 });
    using clients = opened(kind, { maxAttempts: 2 });
    await call(clients).finally(() => vi.restoreAllMocks());
    const troubled = aws.calls.count(action);
    await call(clients);
    expect(troubled).toBe(aws.calls.count(action) - troubled + 1);
  });

  test("ends at once when the caller gives up before an answer", async () => {
    await using silent = await fakeAws(() => "silence");
    using clients = realClients(silent.endpoint);
    const giveUp = new AbortController();
    const seen = silent.seen(action);
    const answer = call(clients, giveUp.signal);
    await seen;
    giveUp.abort();
    await expect(answer).rejects.toMatchObject({ code: "aborted", retryable: false });
  });

  test("ends at once when the caller gives up in the middle of an answer", async () => {
    await using stuck = await fakeAws(() => "half");
    using clients = realClients(stuck.endpoint);
    const giveUp = new AbortController();
    for (const { config } of [await clients.ec2(region), await clients.cloudwatch(region)]) {
      whenAnswered(config.requestHandler, () => giveUp.abort());
    }
    await expect(call(clients, giveUp.signal)).rejects.toMatchObject({ code: "aborted", retryable: false });
  });

  test.each([
    ["the rest of an answer", "half"],
    ["an answer that is only ever announced", "busy"],
  ] as const)("does not wait longer than allowed for %s", async (_, reply) => {
    await using stuck = await fakeAws(() => reply);
    using clients = realClients(stuck.endpoint, { requestTimeoutMs: 50, maxAttempts: 1 });
    await expect(call(clients)).rejects.toMatchObject({ code: "timeout", retryable: true });
  });

  test("makes no call for one who gave up before", async () => {
    using clients = realClients(aws.endpoint, {});
    await expect(call(clients, AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
    expect(aws.calls.count()).toBe(0);
  });
});

/** Does something once the head of an answer is there. */
function whenAnswered(
  handler: Pick<EC2Client["config"]["requestHandler"], "handle">,
  then: () => void,
): void {
  const handle = handler.handle.bind(handler);
  handler.handle = async (...call) => {
    const answer = await handle(...call);
    setImmediate(then);
    return answer;
  };
}
