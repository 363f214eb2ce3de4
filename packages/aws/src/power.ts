import type { InstanceStateChange } from "@aws-sdk/client-ec2";
import {
  type CallOptions,
  CoreError,
  type InstanceControl,
  type InstanceReader,
  type InstanceRef,
  type Outcome,
  type PowerChange,
  type PowerState,
} from "@cml-fleet/core";
import { batches, byRegion, inParallel } from "./batches.ts";
import type { Ec2Api } from "./ec2-api.ts";
import { toPowerState } from "./instance-mapping.ts";

/** Instances in one power command. AWS advises batches of this order; larger ones share one failure. */
export const POWER_BATCH = 100;

const PARALLEL_BATCHES = 4;

type Outcomes = Outcome<PowerChange>[];

/** One command to instances of one region. */
interface PowerCommand {
  readonly order: (ids: string[]) => Promise<readonly InstanceStateChange[] | undefined>;
  /** The power state of each instance, `undefined` for one that does not exist; without those that cannot be read. */
  readonly look: (refs: readonly InstanceRef[]) => Promise<ReadonlyMap<string, PowerState | undefined>>;
  readonly standing: Standing;
}

/** What a power state means to a command: nothing left to do, or nothing that can be done. */
interface Standing {
  readonly obeyed: readonly PowerState[];
  readonly impossible: readonly PowerState[];
}

const toStart: Standing = {
  obeyed: ["pending", "running"],
  impossible: ["stopping", "terminating", "terminated"],
};
const toStop: Standing = {
  obeyed: ["stopping", "stopped"],
  impossible: ["pending", "terminating", "terminated"],
};

/** Errors that one bad instance brings upon its whole batch. */
const causedByOne: readonly string[] = ["conflict", "not_found", "capacity"];

/** The starting and stopping of instances, in batches, with an outcome for each instance. */
export function powerControl(api: Ec2Api, reader: Pick<InstanceReader, "describe">): InstanceControl {
  async function inBatches(
    refs: readonly InstanceRef[],
    commandIn: (region: string) => Omit<PowerCommand, "look">,
    options: CallOptions,
  ): Promise<Outcomes> {
    const look = async (batch: readonly InstanceRef[]) => {
      // Ends when the caller gives up: the next order then says so for each instance.
      if (options.signal?.aborted) return new Map<string, PowerState>();
      const { found, missing } = await reader.describe(batch, options);
      return new Map<string, PowerState | undefined>([
        ...found.map(({ id, power }) => [id, power] as const),
        ...missing.map(({ id }) => [id, undefined] as const),
      ]);
    };
    const asked = [...byRegion(refs)].flatMap(([region, machines]) =>
      batches([...machines.values()], POWER_BATCH).map((batch) => ({ region, batch })),
    );
    const outcomes = await inParallel(asked, PARALLEL_BATCHES, ({ region, batch }) =>
      obey({ ...commandIn(region), look }, batch),
    );
    return outcomes.flat();
  }

  return {
    start(refs, options = {}) {
      const starting = (region: string): Omit<PowerCommand, "look"> => ({
        order: async (ids) => (await api.startInstances(region, ids, options)).StartingInstances,
        standing: toStart,
      });
      return inBatches(refs, starting, options);
    },
    stop(refs, options = {}) {
      const stopping = (region: string): Omit<PowerCommand, "look"> => ({
        order: async (ids) => (await api.stopInstances(region, ids, options)).StoppingInstances,
        standing: toStop,
      });
      return inBatches(refs, stopping, options);
    },
  };
}

async function obey(command: PowerCommand, batch: readonly InstanceRef[]): Promise<Outcomes> {
  try {
    return asAnswered(batch, (await command.order(batch.map(({ id }) => id))) ?? []);
  } catch (error) {
    if (!CoreError.is(error)) throw error;
    if (!causedByOne.includes(error.code)) return batch.map((ref) => ({ ref, ok: false, error }));
    return apart(command, batch, error);
  }
}

/** Takes out the instances that explain the refusal, and tries the others again; in halves, when none explains it. */
async function apart(
  command: PowerCommand,
  batch: readonly InstanceRef[],
  error: CoreError,
): Promise<Outcomes> {
  const explained = await explain(command, batch, error);
  const others = batch.filter(({ id }) => !explained.some(({ ref }) => ref.id === id));
  if (explained.length > 0) {
    return others.length > 0 ? [...explained, ...(await obey(command, others))] : explained;
  }
  const [only, ...more] = others;
  if (only && more.length === 0) return [{ ref: only, ok: false, error }];
  const middle = Math.ceil(others.length / 2);
  const first = await obey(command, others.slice(0, middle));
  return [...first, ...(await obey(command, others.slice(middle)))];
}

async function explain(
  { look, standing }: PowerCommand,
  batch: readonly InstanceRef[],
  error: CoreError,
): Promise<Outcomes> {
  const power = await look(batch);
  return batch.flatMap((ref): Outcomes => {
    if (!power.has(ref.id)) return [];
    const state = power.get(ref.id);
    if (state === undefined) return [{ ref, ok: false, error: unknownInstance(ref, error) }];
    if (standing.obeyed.includes(state)) return [{ ref, ok: true, value: { from: state, to: state } }];
    if (!standing.impossible.includes(state)) return [];
    return [{ ref, ok: false, error: wrongState(ref, state, error) }];
  });
}

function unknownInstance({ id, region }: InstanceRef, cause: CoreError): CoreError {
  return new CoreError(`EC2 knows no instance ${id} in ${region}.`, { code: "not_found", cause });
}

function wrongState({ id, region }: InstanceRef, state: PowerState, cause: CoreError): CoreError {
  return new CoreError(`Instance ${id} in ${region} is ${state}, which does not allow this command.`, {
    code: "conflict",
    cause,
  });
}

function asAnswered(batch: readonly InstanceRef[], changes: readonly InstanceStateChange[]): Outcomes {
  const byId = new Map(changes.map((change) => [change.InstanceId, change]));
  return batch.map((ref) => {
    const change = byId.get(ref.id);
    if (change === undefined) {
      const error = new CoreError(`AWS said nothing about ${ref.id} in ${ref.region}.`, {
        code: "unavailable",
      });
      return { ref, ok: false, error };
    }
    const value = {
      from: toPowerState(change.PreviousState?.Name),
      to: toPowerState(change.CurrentState?.Name),
    };
    return { ref, ok: true, value };
  });
}
