import { theFlag, wholeList } from "../answers/kinds.ts";
import { type WireNames, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { type CmlCreated, created } from "../nodes/create-node.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { aLink, type CmlLink } from "./link.ts";
import { type CmlLinkCaptures, createLinkCaptures } from "./link-capture.ts";
import { type CmlLinkConditions, createLinkConditions } from "./link-condition.ts";

/** What a link connects. */
export interface CmlNewLink {
  readonly interfaceAId: string;
  readonly interfaceBId: string;
}

/** The links of a controller's labs. */
export interface CmlLinks {
  readonly condition: CmlLinkConditions;
  readonly capture: CmlLinkCaptures;
  list(labId: string, options?: CmlCallOptions): Promise<CmlLink[]>;
  /** One link. @throws CmlError `not_found` */
  get(labId: string, linkId: string, options?: CmlCallOptions): Promise<CmlLink>;
  /** Connects two interfaces. @throws CmlError `rejected` when one of them is in use */
  create(labId: string, link: CmlNewLink, options?: CmlCallOptions): Promise<CmlCreated>;
  delete(labId: string, linkId: string, options?: CmlCallOptions): Promise<void>;
  /** Asks for it to be started. */
  start(labId: string, linkId: string, options?: CmlCallOptions): Promise<void>;
  /** Asks for it to be stopped. */
  stop(labId: string, linkId: string, options?: CmlCallOptions): Promise<void>;
  /** Whether it has come to rest. Answers at once. */
  isConverged(labId: string, linkId: string, options?: CmlCallOptions): Promise<boolean>;
}

const names: WireNames<CmlNewLink> = { interfaceAId: ["src_int"], interfaceBId: ["dst_int"] };
const list = answering("GET /labs/{lab_id}/links", wholeList(aLink));
const get = answering("GET /labs/{lab_id}/links/{link_id}", aLink);
const create = answering("POST /labs/{lab_id}/links", created);
const remove = doing("DELETE /labs/{lab_id}/links/{link_id}");
const start = doing("PUT /labs/{lab_id}/links/{link_id}/state/start");
const stop = doing("PUT /labs/{lab_id}/links/{link_id}/state/stop");
const isConverged = answering("GET /labs/{lab_id}/links/{link_id}/check_if_converged", theFlag);

/** The `links` group of a client. */
export function createLinks(call: Call): CmlLinks {
  const on = (labId: string, linkId: string, options: CmlCallOptions = {}) => ({
    ...options,
    path: { lab_id: labId, link_id: linkId },
  });
  return {
    condition: createLinkConditions(call),
    capture: createLinkCaptures(call),
    list: (labId, options) => call(list, { ...options, path: { lab_id: labId }, query: { data: true } }),
    get: (labId, id, options) => call(get, { ...on(labId, id, options), query: { simplified: false } }),
    create: (labId, link, options) =>
      call(create, { ...options, path: { lab_id: labId }, body: written(names, link) }),
    delete: (labId, id, options) => call(remove, on(labId, id, options)),
    start: (labId, id, options) => call(start, on(labId, id, options)),
    stop: (labId, id, options) => call(stop, on(labId, id, options)),
    isConverged: (labId, id, options) => call(isConverged, on(labId, id, options)),
  };
}
