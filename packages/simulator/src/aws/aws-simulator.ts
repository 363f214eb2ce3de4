import { callCounter } from "../http/call-counter.ts";
import type { FaultBook } from "../http/faults.ts";
import { listenOnLoopback } from "../http/loopback-server.ts";
import { urlHost } from "../http/url-host.ts";
import { checkGiven } from "../options/check-given.ts";
import { readClock } from "../options/read-clock.ts";
import type { AddressedCall, AwsFaultRule } from "./aws-faults.ts";
import { awsFaults } from "./fault-rules.ts";
import type { CapacityLimit } from "./limit-options.ts";
import { type Accounts, makeAccounts } from "./model/accounts.ts";
import type { AccessKey } from "./model/callers.ts";
import { setChecks } from "./model/checks.ts";
import type { Instance, SetChecks } from "./model/instance.ts";
import { seedInstances } from "./model/seeding.ts";
import { awsOptionsRule } from "./option-rules.ts";
import type { AwsSimulatorOptions } from "./options.ts";
import { requestHandler } from "./request-handler.ts";
import {
  everyInstance,
  instanceOf,
  type SimulatedInstance,
  simulatedInstance,
} from "./simulated-instance.ts";

/** A simulated AWS: EC2, CloudWatch and STS of some regions and accounts, with the handles a test or a demo needs. */
export interface AwsSimulator extends AsyncDisposable {
  /** Where every region and every service listens: `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  readonly regions: readonly string[];
  readonly account: string;
  /** All of them, `account` first. */
  readonly accounts: readonly string[];
  /** A key pair to sign with. Signatures are not verified, and unless `acceptAnyKey` is off, a key nobody gave out is taken for this one. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** A key pair of one account. @throws when it is not simulated. */
  keyOf(account: string): AccessKey;
  readonly calls: {
    /** Calls received so far; of one action (`DescribeInstances`) if it is named. */
    count(action?: string): number;
    /** Counts from nothing. */
    reset(): void;
  };
  /**
   * What goes wrong. `add` throws a SimulatorError `invalid_option` for a rule that could never apply, as for an action or a
   * region that is not simulated.
   */
  readonly faults: Pick<FaultBook<AwsFaultRule, AddressedCall>, "add" | "clear">;
  /** The instances of all accounts and regions that are not forgotten yet, oldest first within each. */
  instances(): readonly SimulatedInstance[];
  /** @throws when there is none of that id. */
  instance(id: string): SimulatedInstance;
  /**
   * Sets the results of status checks until they are set again; those that are left out follow from time.
   *
   * @throws when there is no instance of that id.
   */
  setChecks(id: string, checks: Omit<SetChecks, "sinceMs">): void;
  /** Replaces what there is room for; instances that are on stay on. */
  setCapacity(limits: readonly CapacityLimit[]): void;
  /** Stops answering, and stops every controller. */
  close(): Promise<void>;
}

/**
 * Starts a simulated AWS, and the controllers of the instances that run.
 *
 * @example
 * ```ts
 * await using aws = await startAwsSimulator({ instances: [{ region: "us-east-1", name: "worker" }] });
 * const { endpoint, accessKeyId, secretAccessKey } = aws;
 * const ec2 = new EC2Client({ endpoint, region: "us-east-1", credentials: { accessKeyId, secretAccessKey } });
 * const [worker] = aws.instances();
 * console.log(worker?.state, worker?.controller?.url);
 * ```
 * @throws SimulatorError `invalid_option`, also when the seeds contradict each other, whatever listening throws when
 * the port is taken, and the reason of the option `signal`.
 */
export async function startAwsSimulator(options: AwsSimulatorOptions = {}): Promise<AwsSimulator> {
  checkGiven(awsOptionsRule, options);
  const { host = "127.0.0.1", port = 0, latencyMs = 0, instances: seeds = [], signal } = options;
  if (options.clock) readClock(options.clock);
  const accounts = makeAccounts(options);
  const { home, worlds, callers } = accounts;
  const closing = new AbortController();
  const calls = callCounter();
  const faults = awsFaults(accounts);

  const start = async (): Promise<{ readonly port: number; close(): Promise<void> }> => {
    await seedInstances(accounts, seeds, signal);
    const onRequest = requestHandler({ accounts, calls, faults, host, latencyMs, signal: closing.signal });
    return listenOnLoopback({ host, port, onRequest });
  };
  const server = await start().catch(async (error: unknown) => {
    await stopControllers(accounts).catch(() => undefined);
    throw error;
  });

  const close = async (): Promise<void> => {
    closing.abort();
    await server.close();
    await stopControllers(accounts);
  };
  return {
    endpoint: `http://${urlHost(host)}:${server.port}`,
    regions: home.regionNames,
    account: home.account,
    accounts: [...worlds.keys()],
    ...callers.keyOf(home.account),
    keyOf(account) {
      if (worlds.has(account)) return callers.keyOf(account);
      throw new TypeError(`Account ${account} is not simulated: name it in otherAccounts.`);
    },
    calls: { count: calls.count, reset: calls.reset },
    faults: { add: faults.add, clear: faults.clear },
    instances: () => Array.from(everyInstance(accounts), simulatedInstance),
    instance: (id) => simulatedInstance(instanceOf(accounts, id)),
    setChecks(id, checks) {
      setChecks(instanceOf(accounts, id).seen.instance, { ...checks, sinceMs: home.clock() });
    },
    setCapacity(limits) {
      home.capacity.limits = limits;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** All of them, also when some fail to keep what they should. */
async function stopControllers(accounts: Accounts): Promise<void> {
  const stopped = await Promise.allSettled(Array.from(allInstances(accounts), ({ host }) => host?.close()));
  const failures = stopped.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  if (failures.length > 1)
    throw new AggregateError(failures, "Several controllers failed to stop as they should.");
  if (failures.length === 1) throw failures[0];
}

function* allInstances({ worlds }: Accounts): Iterable<Instance> {
  for (const { regions } of worlds.values()) {
    for (const { instances } of regions.values()) yield* instances.values();
  }
}
