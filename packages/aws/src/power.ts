import type { InstanceStateChange } from "@aws-sdk/client-ec2";
import {
  type CallOptions,
  CoreError,
  type InstanceControl,
  type InstanceReader,
  type InstanceRef,
  type InstanceSnapshot,
  type Outcome,
  type PowerChange,
} from "@cml-fleet/core";
import { batches, byRegion, inParallel } from "./batches.ts";
import type { Ec2Api } from "./ec2-api.ts";
import { obey, type Standing } from "./obey.ts";

/** Instances in one power command. AWS advises batches of this order; larger ones share one failure. */
const POWER_BATCH = 100;

const PARALLEL_BATCHES = 4;

const toStart: Standing = {
  obeyed: ["pending", "running"],
  impossible: ["stopping", "terminating", "terminated"],
};
const toStop: Standing = {
  obeyed: ["stopping", "stopped"],
  impossible: ["pending", "terminating", "terminated"],
};

/** Commands some instances of one region. */
type Order = (region: string, ids: string[]) => Promise<readonly InstanceStateChange[] | undefined>;

/** The starting and stopping of instances, in batches, with an outcome for each instance. */
export function powerControl(api: Ec2Api, reader: Pick<InstanceReader, "describe">): InstanceControl {
  async function inBatches(
    refs: readonly InstanceRef[],
    order: Order,
    standing: Standing,
    options: CallOptions,
  ): Promise<Outcome<PowerChange>[]> {
    const look = (batch: readonly InstanceRef[]) => lookedAt(reader, batch, options);
    const asked = [...byRegion(refs)].flatMap(([region, machines]) =>
      batches([...machines.values()], POWER_BATCH).map((batch) => ({ region, batch })),
    );
    const outcomes = await inParallel(asked, PARALLEL_BATCHES, ({ region, batch }) =>
      obey({ order: (ids) => order(region, ids), look, standing }, batch),
    );
    return outcomes.flat();
  }

  return {
    async start(refs, options = {}) {
      const order: Order = async (region, ids) =>
        (await api.startInstances(region, ids, options)).StartingInstances;
      return inBatches(refs, order, toStart, options);
    },
    async stop(refs, options = {}) {
      const order: Order = async (region, ids) =>
        (await api.stopInstances(region, ids, options)).StoppingInstances;
      return inBatches(refs, order, toStop, options);
    },
  };
}

async function lookedAt(
  reader: Pick<InstanceReader, "describe">,
  batch: readonly InstanceRef[],
  options: CallOptions,
): Promise<Map<string, InstanceSnapshot | undefined>> {
  try {
    const { found, missing } = await reader.describe(batch, options);
    return new Map<string, InstanceSnapshot | undefined>([
      ...found.map((snapshot) => [snapshot.id, snapshot] as const),
      ...missing.map(({ id }) => [id, undefined] as const),
    ]);
  } catch (error) {
    // The caller gave up: the next order says so for each instance, and what was commanded before keeps its outcome.
    if (CoreError.is(error, "aborted")) return new Map();
    throw error;
  }
}
