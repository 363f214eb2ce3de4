import { sameJson } from "../kernel/same-json.ts";
import { elapsedMs, type Timestamp } from "../kernel/time.ts";
import type { InstanceSnapshot } from "../ports/instances.ts";
import type { WorkerEvent } from "./events.ts";
import { mayMove } from "./lifecycle-table.ts";
import { instanceOf, statusOf } from "./snapshot-mapping.ts";
import type { Worker, WorkerImage } from "./worker.ts";

/** What a look at a machine showed. */
export interface InstanceSight {
  readonly snapshot: InstanceSnapshot;
  /** Details of its image, where they are known. */
  readonly image?: WorkerImage;
  /** Where the controller is, if the machine runs and has an address. */
  readonly endpoint?: string;
}

/**
 * How long an order may take to show in what the provider reports, in milliseconds. EC2 is eventually consistent: a
 * describe right after StopInstances can still say `running`.
 */
export const SETTLE_MS = 30_000;

const PROVIDER: string = "provider";

/** Records what the provider reports of the machine. Reporting the same thing twice changes nothing. */
export function observeInstance(worker: Worker, sight: InstanceSight, at: Timestamp): WorkerEvent[] {
  return [...detailsChanged(worker, sight, at), ...moved(worker, sight, at)];
}

/** Records that the provider does not know the machine (any more). The worker recovers when it turns up again. */
export function observeMissing(worker: Worker, at: Timestamp): WorkerEvent[] {
  const { status } = worker.lifecycle;
  if (status === "terminating") {
    return [{ type: "worker.terminated", from: status, name: worker.name, by: PROVIDER, at }];
  }
  if (status === "unknown" || !mayMove(status, "unknown")) return [];
  const message = `EC2 in ${worker.region} knows no instance ${worker.instance?.id}. Check the account and region, or delete the worker.`;
  return [
    {
      type: "worker.status-observed",
      from: status,
      to: "unknown",
      reason: { code: "instance_not_found", message },
      at,
    },
  ];
}

function moved(worker: Worker, { snapshot, endpoint }: InstanceSight, at: Timestamp): WorkerEvent[] {
  const from = worker.lifecycle.status;
  const to = statusOf(snapshot);
  if (from === to) return endpointChanged(worker, endpoint, at);
  if (!mayMove(from, to) || isStale(worker, snapshot, to)) return [];
  switch (to) {
    case "terminated":
      return [{ type: "worker.terminated", from, name: worker.name, by: PROVIDER, at }];
    case "running":
      return [{ type: "worker.status-observed", from, to, at, ...(endpoint && { endpoint }) }];
    case "unknown": {
      const message = `EC2 reports a state of instance ${snapshot.id} that the fleet cannot place.`;
      return [{ type: "worker.status-observed", from, to, at, reason: { code: "unplaceable", message } }];
    }
    default:
      return [{ type: "worker.status-observed", from, to, at }];
  }
}

/** An answer from before the last order, or one that merely has not caught up with it. */
function isStale(worker: Worker, snapshot: InstanceSnapshot, to: string): boolean {
  const { status, since } = worker.lifecycle;
  const ageMs = elapsedMs(since, snapshot.observedAt);
  if (ageMs < 0) return true;
  const notCaughtUp =
    (status === "stopping" && to === "running") || (status === "starting" && to === "stopped");
  return notCaughtUp && ageMs < SETTLE_MS;
}

function endpointChanged(worker: Worker, endpoint: string | undefined, at: Timestamp): WorkerEvent[] {
  if (worker.lifecycle.status !== "running" || worker.lifecycle.endpoint === endpoint) return [];
  return [{ type: "worker.endpoint-changed", at, ...(endpoint && { endpoint }) }];
}

function detailsChanged(worker: Worker, sight: InstanceSight, at: Timestamp): WorkerEvent[] {
  const { snapshot, image } = sight;
  const before = worker.instance;
  const sameImage = before?.image.id === snapshot.imageId ? before.image : undefined;
  const instance = instanceOf(snapshot, image ?? sameImage ?? { id: snapshot.imageId }, before);
  return before && sameJson(before, instance) ? [] : [{ type: "worker.instance-changed", instance, at }];
}
