import type { InstanceStateChange } from "@aws-sdk/client-ec2";
import {
  CoreError,
  type CoreErrorCode,
  type InstanceRef,
  type InstanceSnapshot,
  type Outcome,
  type PowerChange,
  type PowerState,
} from "@cml-fleet/core";
import { answered, failed, impossible, unknownInstance } from "./power-outcomes.ts";

/** What a power state means to a command: nothing left to do, or nothing that can be done. */
export interface Standing {
  readonly obeyed: readonly PowerState[];
  readonly impossible: readonly PowerState[];
}

/** Instances by id; `undefined` for one that does not exist. Those that could not be read are not in it. */
export type Sighting = ReadonlyMap<string, InstanceSnapshot | undefined>;

/** One command to instances of one region. */
export interface PowerCommand {
  readonly order: (ids: string[]) => Promise<readonly InstanceStateChange[] | undefined>;
  readonly look: (refs: readonly InstanceRef[]) => Promise<Sighting>;
  readonly standing: Standing;
}

type Batch = readonly InstanceRef[];
type Outcomes = Outcome<PowerChange>[];

/** What is done about a batch that was refused because of one or some of it. */
type Afterwards = (batch: Batch, error: CoreError) => Promise<Outcomes>;

/** Errors that one bad instance brings upon its whole batch. */
const causedByOne: readonly CoreErrorCode[] = ["conflict", "not_found", "capacity"];

/**
 * Commands a batch. When it is refused, takes out the instances that explain the refusal and tries the others again;
 * in parts, when none explains it.
 */
export async function obey(command: PowerCommand, batch: Batch): Promise<Outcomes> {
  return ordered(command, batch, async (refused, error) => {
    const seen = await command.look(refused);
    const explained = refused.flatMap((ref) => explain(command.standing, ref, seen, error));
    if (explained.length === 0) return inParts(command, seen)(refused, error);
    const settled = new Set(explained.map(({ ref }) => ref.id));
    const others = refused.filter(({ id }) => !settled.has(id));
    return others.length > 0 ? [...explained, ...(await obey(command, others))] : explained;
  });
}

async function ordered(command: PowerCommand, batch: Batch, afterwards: Afterwards): Promise<Outcomes> {
  try {
    return answered(batch, (await command.order(batch.map(({ id }) => id))) ?? []);
  } catch (error) {
    if (!CoreError.is(error)) throw error;
    if (!causedByOne.includes(error.code)) return batch.map((ref) => failed(ref, error));
    return afterwards(batch, error);
  }
}

function explain(
  { obeyed, impossible: ruledOut }: Standing,
  ref: InstanceRef,
  seen: Sighting,
  error: CoreError,
) {
  const snapshot = seen.get(ref.id);
  if (snapshot === undefined) return seen.has(ref.id) ? [unknownInstance(ref, error)] : [];
  const { power } = snapshot;
  if (obeyed.includes(power)) return [{ ref, ok: true, value: { from: power, to: power } } as const];
  return ruledOut.includes(power) ? [impossible(ref, power, error)] : [];
}

/**
 * Divides what is refused until each instance was obeyed, or refused alone: `2·k·log2(n)` orders for k bad ones. Where
 * there is no room for one machine there is none for others like it, so that a full zone costs `log2(n)` orders.
 */
function inParts(command: PowerCommand, seen: Sighting): Afterwards {
  return async function divide(batch, error) {
    if (batch.length === 1) return batch.map((ref) => failed(ref, error));
    const noRoom = error.code === "capacity";
    const kinds = noRoom ? alike(batch, seen) : [batch];
    if (kinds.length > 1) return inTurn(kinds, (kind) => ordered(command, kind, divide));
    const [first, second] = halves(batch);
    const outcomes = await ordered(command, first, divide);
    const hopeless = noRoom && outcomes.every(foundNoRoom);
    if (hopeless) return [...outcomes, ...second.map((ref) => failed(ref, error))];
    return [...outcomes, ...(await ordered(command, second, divide))];
  };
}

async function inTurn(
  batches: readonly Batch[],
  each: (batch: Batch) => Promise<Outcomes>,
): Promise<Outcomes> {
  const outcomes: Outcomes = [];
  for (const batch of batches) outcomes.push(...(await each(batch)));
  return outcomes;
}

function halves(batch: Batch): [Batch, Batch] {
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}

/** Groups of machines that take the same room: one type, one zone. */
function alike(batch: Batch, seen: Sighting): Batch[] {
  const kinds = Map.groupBy(batch, ({ id }) => {
    const snapshot = seen.get(id);
    return `${snapshot?.instanceType} ${snapshot?.zone}`;
  });
  return [...kinds.values()];
}

function foundNoRoom(outcome: Outcome<PowerChange>): boolean {
  return !outcome.ok && outcome.error.code === "capacity";
}
