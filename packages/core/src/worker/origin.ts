import { CoreError } from "../errors.ts";
import type { Timestamp } from "../kernel/time.ts";
import type { InstanceSnapshot } from "../ports/instances.ts";
import type { WorkerEvent } from "./events.ts";
import { instanceOf, statusOf } from "./snapshot-mapping.ts";
import type { Actor, Worker, WorkerImage } from "./worker.ts";

/** What a worker is called by and where it belongs. */
export interface WorkerIdentity {
  readonly id: string;
  readonly name: string;
  readonly region: string;
}

/** Makes a worker that has no machine yet. */
export function registerWorker(
  worker: Worker | undefined,
  identity: WorkerIdentity,
  by: Actor,
  at: Timestamp,
): WorkerEvent[] {
  if (worker) return [];
  return [{ type: "worker.registered", ...identity, by, at }];
}

/** What is known of a machine that is to become a worker. */
export interface Adoption {
  readonly snapshot: InstanceSnapshot;
  readonly image: WorkerImage;
  readonly endpoint?: string;
}

/**
 * Adopts a machine that exists, with the status it has. Adopting it again changes nothing.
 *
 * @throws CoreError `conflict` when the machine is terminated.
 */
export function importWorker(
  worker: Worker | undefined,
  identity: WorkerIdentity,
  { snapshot, image, endpoint }: Adoption,
  by: Actor,
  at: Timestamp,
): WorkerEvent[] {
  if (worker) return [];
  const status = statusOf(snapshot);
  if (status === "terminated") {
    throw new CoreError(`Instance ${snapshot.id} is terminated and cannot be imported.`, {
      code: "conflict",
    });
  }
  return [
    {
      type: "worker.imported",
      ...identity,
      instance: instanceOf(snapshot, image),
      status,
      ...(status === "running" && endpoint && { endpoint }),
      by,
      at,
    },
  ];
}
