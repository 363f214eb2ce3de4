import { aText, theFlag } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { anImageDefinition, type CmlImageDefinition } from "../definitions/image-definition.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** Where a node is on its way. `null` is unknown. */
export interface CmlNodeState {
  /** `DEFINED_ON_CORE`, `STOPPED`, `QUEUED`, `STARTED`, `BOOTED` or `DISCONNECTED`; other words pass. */
  readonly state: string | null;
  /** `Not running`, `Booting` or `Booted`; other words pass. */
  readonly bootProgress: string | null;
}

/** What happens to a node. Starting, stopping and wiping go on after the answer: see {@link CmlNodeLifecycle.isConverged}. */
export interface CmlNodeLifecycle {
  /** Asks for the node to be started. */
  start(labId: string, nodeId: string, options?: CmlCallOptions): Promise<void>;
  /** Asks for the node to be stopped. */
  stop(labId: string, nodeId: string, options?: CmlCallOptions): Promise<void>;
  /** Asks for its disks to be wiped. @throws CmlError `rejected` while it runs */
  wipeDisks(labId: string, nodeId: string, options?: CmlCallOptions): Promise<void>;
  /** Deletes a node that is stopped and wiped. @throws CmlError `rejected` when it is not */
  delete(labId: string, nodeId: string, options?: CmlCallOptions): Promise<void>;
  state(labId: string, nodeId: string, options?: CmlCallOptions): Promise<CmlNodeState>;
  /** Whether the node has come to rest. Answers at once. */
  isConverged(labId: string, nodeId: string, options?: CmlCallOptions): Promise<boolean>;
  /** Has the running node's configuration stored as its day-0 configuration; read it with `get`. */
  extractConfiguration(labId: string, nodeId: string, options?: CmlCallOptions): Promise<void>;
  /** Makes an image of a stopped node's disk. @throws CmlError `conflict` or `not_found`, for want of space as well */
  cloneImage(labId: string, nodeId: string, options?: CmlCallOptions): Promise<CmlImageDefinition>;
}

const state = answering(
  "GET /labs/{lab_id}/nodes/{node_id}/state",
  aRecord<CmlNodeState>({ state: ["state", aText], bootProgress: ["progress", aText] }, ["label"]),
);
const isConverged = answering("GET /labs/{lab_id}/nodes/{node_id}/check_if_converged", theFlag);
const start = doing("PUT /labs/{lab_id}/nodes/{node_id}/state/start");
const stop = doing("PUT /labs/{lab_id}/nodes/{node_id}/state/stop");
const wipeDisks = doing("PUT /labs/{lab_id}/nodes/{node_id}/wipe_disks");
const extractConfiguration = doing("PUT /labs/{lab_id}/nodes/{node_id}/extract_configuration");
const cloneImage = answering("PUT /labs/{lab_id}/nodes/{node_id}/clone_image", anImageDefinition);
/** `DELETE /labs/{lab_id}/nodes/{node_id}`. */
export const deleteNode = doing("DELETE /labs/{lab_id}/nodes/{node_id}");

export function createNodeLifecycle(call: Call): CmlNodeLifecycle {
  const on = (labId: string, nodeId: string, options: CmlCallOptions = {}) => ({
    ...options,
    path: { lab_id: labId, node_id: nodeId },
  });
  return {
    start: (labId, nodeId, options) => call(start, on(labId, nodeId, options)),
    stop: (labId, nodeId, options) => call(stop, on(labId, nodeId, options)),
    wipeDisks: (labId, nodeId, options) => call(wipeDisks, on(labId, nodeId, options)),
    delete: (labId, nodeId, options) => call(deleteNode, on(labId, nodeId, options)),
    state: (labId, nodeId, options) => call(state, on(labId, nodeId, options)),
    isConverged: (labId, nodeId, options) => call(isConverged, on(labId, nodeId, options)),
    extractConfiguration: (labId, nodeId, options) => call(extractConfiguration, on(labId, nodeId, options)),
    cloneImage: (labId, nodeId, options) => call(cloneImage, on(labId, nodeId, options)),
  };
}
