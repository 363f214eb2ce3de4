import type { CmlSimulator } from "../cml/cml-simulator.ts";
import { callCounter } from "../http/call-counter.ts";
import { type FaultBook, faultBook } from "../http/faults.ts";
import { listenOnLoopback } from "../http/loopback-server.ts";
import { seededHex } from "../random/seeded.ts";
import { type AddressedCall, type AwsFaultRule, concerns } from "./aws-faults.ts";
import type { CheckStatus } from "./model/instance.ts";
import type { InstanceState } from "./model/instance-state.ts";
import { seedInstances } from "./model/seeding.ts";
import { type Seen, seenInstances } from "./model/visible.ts";
import { makeWorld, type World } from "./model/world.ts";
import type { AwsSimulatorOptions } from "./options.ts";
import { requestHandler } from "./request-handler.ts";

/** An instance as it is at the moment of asking. */
export interface SimulatedInstance {
  readonly id: string;
  readonly region: string;
  /** Value of its `Name` tag; absent without one. */
  readonly name?: string;
  readonly state: InstanceState;
  /** Absent while it does not run. */
  readonly publicIp?: string;
  /** The controller on it; absent while the machine is off, and on machines that run something else. */
  readonly controller?: CmlSimulator;
}

/** A simulated AWS account: EC2 and CloudWatch of some regions, with the handles a test or a demo needs. */
export interface AwsSimulator extends AsyncDisposable {
  /** Where every region and both services listen: `http://127.0.0.1:40123`. */
  readonly endpoint: string;
  readonly regions: readonly string[];
  readonly account: string;
  /** A key pair to sign with; any other is accepted too. */
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly calls: {
    /** Calls received so far; of one action (`DescribeInstances`) if it is named. */
    count(action?: string): number;
  };
  readonly faults: Pick<FaultBook<AwsFaultRule, AddressedCall>, "add" | "clear">;
  /** The instances of all regions that are not forgotten yet, oldest first within each. */
  instances(): readonly SimulatedInstance[];
  /** @throws when there is none of that id. */
  instance(id: string): SimulatedInstance;
  /**
   * Sets the results of status checks until they are set again; those that are left out follow from time.
   *
   * @throws when there is no instance of that id.
   */
  setChecks(id: string, checks: { readonly instance?: CheckStatus; readonly system?: CheckStatus }): void;
  /** Stops answering, and stops every controller. */
  close(): Promise<void>;
}

/**
 * Starts a simulated AWS, and the controllers of the instances that run.
 *
 * @throws TypeError when the seeds contradict each other, and whatever listening throws when the port is taken.
 */
export async function startAwsSimulator(options: AwsSimulatorOptions = {}): Promise<AwsSimulator> {
  const { host = "127.0.0.1", port = 0, latencyMs = 0, instances: seeds = [] } = options;
  const world = makeWorld(options);
  const closing = new AbortController();
  const calls = callCounter();
  const faults = faultBook<AwsFaultRule, AddressedCall>(concerns);

  const start = async (): Promise<{ readonly port: number; close(): Promise<void> }> => {
    await seedInstances(world, seeds);
    const onRequest = requestHandler({ world, calls, faults, latencyMs, signal: closing.signal });
    return listenOnLoopback({ host, port, onRequest });
  };
  const server = await start().catch(async (error: unknown) => {
    await stopControllers(world);
    throw error;
  });

  const close = async (): Promise<void> => {
    closing.abort();
    await server.close();
    await stopControllers(world);
  };
  return {
    endpoint: `http://${host}:${server.port}`,
    regions: [...world.regions.keys()],
    account: world.account,
    accessKeyId: `AKIA${seededHex(16, world.seed, "access key").toUpperCase()}`,
    secretAccessKey: seededHex(40, world.seed, "secret key"),
    calls: { count: calls.count },
    faults: { add: faults.add, clear: faults.clear },
    instances: () => [...world.regions.values()].flatMap((region) => seenInstances(world, region)).map(view),
    instance: (id) => view(known(world, id)),
    setChecks(id, checks) {
      known(world, id).instance.checks = { ...checks, sinceMs: world.clock() };
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function view({ instance, state }: Seen): SimulatedInstance {
  const { id, region, tags, publicIp, host } = instance;
  const name = tags.get("Name");
  const controller = host?.running;
  return {
    id,
    region,
    ...(name !== undefined && { name }),
    state,
    ...(state === "running" && { publicIp }),
    ...(controller && { controller }),
  };
}

function known(world: World, id: string): Seen {
  for (const region of world.regions.values()) {
    if (!region.instances.has(id)) continue;
    const seen = seenInstances(world, region).find(({ instance }) => instance.id === id);
    if (seen) return seen;
  }
  throw new TypeError(`There is no instance ${id}.`);
}

async function stopControllers({ regions }: World): Promise<void> {
  const instances = [...regions.values()].flatMap((region) => [...region.instances.values()]);
  await Promise.all(instances.map(({ host }) => host?.stop()));
}
