import { CoreError, type CoreErrorCode } from "../errors.ts";
import { timestamp } from "../kernel/time.ts";
import { known, update } from "../kernel/update.ts";
import type { CallOptions, InstanceRef, Outcome, PowerChange } from "../ports/instances.ts";
import { announceWorker } from "../refresh/announce.ts";
import {
  type Actor,
  refuseStart,
  refuseStop,
  requestStart,
  requestStop,
  type StopReason,
  type Worker,
  type WorkerEvent,
  workerAggregate,
} from "../worker/index.ts";
import type { WorkflowPorts } from "./ports.ts";

/** Who commands, and until when. */
export interface CommandOptions extends CallOptions {
  readonly actor: Actor;
}

/** How to stop. */
export interface StopOptions extends CommandOptions {
  /** @defaultValue "manual" */
  readonly reason?: StopReason;
}

/**
 * Starts a stopped worker. One that is starting or running already is left as it is.
 *
 * The order is saved before the provider is asked: after a crash in between, the next refresh sees a machine that never
 * started and says so.
 *
 * @throws CoreError `not_found`, `illegal_transition`, or what the provider says; then the worker is as it was.
 */
export async function startWorker(
  ports: WorkflowPorts,
  id: string,
  options: CommandOptions,
): Promise<Worker> {
  const { actor, ...call } = options;
  return command(ports, id, {
    request: (worker, at) => requestStart(worker, actor, at),
    carryOut: (refs) => ports.instances.start(refs, call),
    refuse: (worker, error, at) => refuseStart(worker, reasonOf(error), at),
  });
}

/**
 * Stops a running worker. One that is stopping or stopped already is left as it is.
 *
 * @throws CoreError `not_found`, `illegal_transition`, or what the provider says; then the worker is as it was.
 */
export async function stopWorker(ports: WorkflowPorts, id: string, options: StopOptions): Promise<Worker> {
  const { actor, reason = "manual", ...call } = options;
  let before: Worker | undefined;
  return command(ports, id, {
    request: (worker, at) => {
      before = worker;
      return requestStop(worker, reason, actor, at);
    },
    carryOut: (refs) => ports.instances.stop(refs, call),
    refuse: (worker, error, at) => refuseStop(worker, reasonOf(error), before ?? worker, at),
  });
}

interface Command {
  readonly request: (worker: Worker, at: string) => WorkerEvent[];
  readonly carryOut: (refs: readonly InstanceRef[]) => Promise<Outcome<PowerChange>[]>;
  readonly refuse: (worker: Worker, error: CoreError, at: string) => WorkerEvent[];
}

async function command(
  ports: WorkflowPorts,
  id: string,
  { request, carryOut, refuse }: Command,
): Promise<Worker> {
  const { workers, clock } = ports;
  const decide = (behaviour: (worker: Worker) => WorkerEvent[]) =>
    update(workerAggregate, workers, id, (worker) => behaviour(known(worker, "worker", id)));

  const { state, events } = await decide((worker) => request(worker, timestamp(clock)));
  if (events.length === 0 || state.instance === undefined) return state;
  await announceWorker(ports, id, "status_updated");

  const ref = { region: state.region, id: state.instance.id };
  const error = await failureOf(carryOut([ref]));
  if (error === undefined) return state;
  if (!undecided.has(error.code)) {
    await decide((worker) => refuse(worker, error, timestamp(clock)));
    await announceWorker(ports, id, "status_updated");
  }
  throw error;
}

/** After these the provider may have carried the order out all the same; the next refresh tells. */
const undecided: ReadonlySet<CoreErrorCode> = new Set(["timeout", "aborted", "unavailable"]);

async function failureOf(outcomes: Promise<Outcome<PowerChange>[]>): Promise<CoreError | undefined> {
  try {
    const [outcome] = await outcomes;
    return outcome === undefined || outcome.ok ? undefined : outcome.error;
  } catch (error) {
    if (CoreError.is(error)) return error;
    throw error;
  }
}

const reasonOf = ({ code, message }: CoreError) => ({ code, message });
