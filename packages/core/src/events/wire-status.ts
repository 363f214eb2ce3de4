import type { WorkerStatus } from "../worker/index.ts";

/** The predecessor's words for where a worker stands; its users' scripts know them. */
export const wireStatuses = [
  "pending",
  "running",
  "stopping",
  "stopped",
  "shutting-down",
  "terminated",
  "unknown",
  "failed",
] as const;
export type WireStatus = (typeof wireStatuses)[number];

const words: Readonly<Record<WorkerStatus, WireStatus>> = {
  pending: "pending",
  provisioning: "pending",
  starting: "pending",
  running: "running",
  stopping: "stopping",
  stopped: "stopped",
  terminating: "shutting-down",
  terminated: "terminated",
  unknown: "unknown",
  failed: "failed",
};

export function wireStatus(status: WorkerStatus): WireStatus {
  return words[status];
}

/** The statuses a word on the wire stands for. */
export function statusesOf(word: WireStatus): WorkerStatus[] {
  return (Object.keys(words) as WorkerStatus[]).filter((status) => words[status] === word);
}
