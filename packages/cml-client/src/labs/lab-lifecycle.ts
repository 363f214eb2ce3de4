import { byKey, theFlag, theText, wholeMap } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** States of the elements of a lab, by id: `DEFINED_ON_CORE`, `STOPPED`, `STARTED`, … and for nodes `QUEUED`, `BOOTED`, `DISCONNECTED` as well. */
export interface CmlElementStates {
  readonly nodes: Readonly<Record<string, string>>;
  readonly links: Readonly<Record<string, string>>;
  readonly interfaces: Readonly<Record<string, string>>;
}

/** What happens to a lab as a whole. Starting, stopping and wiping go on after the answer: see {@link CmlLabLifecycle.isConverged}. */
export interface CmlLabLifecycle {
  /** Asks for the nodes to be started. */
  start(id: string, options?: CmlCallOptions): Promise<void>;
  /** Asks for the nodes to be stopped. */
  stop(id: string, options?: CmlCallOptions): Promise<void>;
  /** Asks for the disks to be wiped: of a stopped lab. @throws CmlError `rejected` while it runs */
  wipe(id: string, options?: CmlCallOptions): Promise<void>;
  /** Deletes a lab that is stopped and wiped. @throws CmlError `rejected` when it is not */
  delete(id: string, options?: CmlCallOptions): Promise<void>;
  /** `DEFINED_ON_CORE`, `STARTED` or `STOPPED`; other words pass. `STARTED` says nothing of the nodes. */
  state(id: string, options?: CmlCallOptions): Promise<string>;
  /** Whether the lab does what it was last asked for, and everything in it has come to rest. Answers at once. */
  isConverged(id: string, options?: CmlCallOptions): Promise<boolean>;
  /** States of all elements. That of a node which cannot be read makes them `unexpected`: a lab with fewer nodes would pass for the truth. */
  elementStates(id: string, options?: CmlCallOptions): Promise<CmlElementStates>;
  /** Has day-0 configurations generated for the nodes. */
  bootstrap(id: string, options?: CmlCallOptions): Promise<void>;
}

const states = byKey(theText);
const elementStates = answering(
  "GET /labs/{lab_id}/lab_element_state",
  aRecord<CmlElementStates>({
    nodes: ["nodes", wholeMap(theText)],
    links: ["links", states],
    interfaces: ["interfaces", states],
  }),
);
const state = answering("GET /labs/{lab_id}/state", theText);
const isConverged = answering("GET /labs/{lab_id}/check_if_converged", theFlag);
const start = doing("PUT /labs/{lab_id}/start");
const stop = doing("PUT /labs/{lab_id}/stop");
const wipe = doing("PUT /labs/{lab_id}/wipe");
const bootstrap = doing("PUT /labs/{lab_id}/bootstrap");
const remove = doing("DELETE /labs/{lab_id}");

export function createLabLifecycle(call: Call): CmlLabLifecycle {
  const on = (id: string, options: CmlCallOptions = {}) => ({ ...options, path: { lab_id: id } });
  return {
    start: (id, options) => call(start, on(id, options)),
    stop: (id, options) => call(stop, on(id, options)),
    wipe: (id, options) => call(wipe, on(id, options)),
    delete: (id, options) => call(remove, on(id, options)),
    state: (id, options) => call(state, on(id, options)),
    isConverged: (id, options) => call(isConverged, on(id, options)),
    elementStates: (id, options) => call(elementStates, on(id, options)),
    bootstrap: (id, options) => call(bootstrap, on(id, options)),
  };
}
