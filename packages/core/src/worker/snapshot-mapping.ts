import type { InstanceSnapshot, PowerState } from "../ports/instances.ts";
import type { ObservedStatus } from "./events.ts";
import type { WorkerImage, WorkerInstance } from "./worker.ts";

const statuses: Readonly<Record<PowerState, ObservedStatus | "terminated">> = {
  pending: "starting",
  running: "running",
  stopping: "stopping",
  stopped: "stopped",
  terminating: "terminating",
  terminated: "terminated",
  unrecognised: "unknown",
};

/** What a machine's power state means for its worker. */
export function statusOf({ power }: InstanceSnapshot): ObservedStatus | "terminated" {
  return statuses[power];
}

/** The part of a snapshot that the worker remembers. `before` keeps what the snapshot cannot tell. */
export function instanceOf(
  snapshot: InstanceSnapshot,
  image: WorkerImage,
  before?: WorkerInstance,
): WorkerInstance {
  const { id, instanceType, zone, publicIp, privateIp, launchedAt, tags, detailedMonitoring } = snapshot;
  return {
    id,
    type: instanceType,
    ...(zone && { zone }),
    ...(publicIp && { publicIp }),
    ...(privateIp && { privateIp }),
    launchedAt,
    tags: tags ?? before?.tags ?? {},
    detailedMonitoring,
    image,
  };
}
