import { aText } from "../answers/kinds.ts";
import { aRecord, type WireNames, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, answeringOneOrMore, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { anInterface, type CmlInterface } from "./interface.ts";

/** Which interfaces to create. */
export interface CmlNewInterface {
  readonly nodeId: string;
  /** 0 to 128: all interfaces up to this one are there afterwards. @defaultValue one more than there are */
  readonly slot?: number;
  /** `52:54:00:12:34:56` say. */
  readonly macAddress?: string | null;
}

/** State of an interface. `null` is unknown. */
export interface CmlInterfaceState {
  readonly label: string | null;
  /** `DEFINED_ON_CORE`, `STOPPED` or `STARTED`; other words pass. */
  readonly state: string | null;
}

/** The interfaces of nodes; those of one node are listed by `nodes.interfaces`. */
export interface CmlInterfaces {
  /** One interface. @throws CmlError `not_found` */
  get(labId: string, interfaceId: string, options?: CmlCallOptions): Promise<CmlInterface>;
  /**
   * Creates the next interface of a node, or all up to a slot. With a slot, those that were there before are in the
   * answer as well.
   */
  create(labId: string, wanted: CmlNewInterface, options?: CmlCallOptions): Promise<CmlInterface[]>;
  /** Changes its MAC address; `null` leaves it to the controller. */
  update(
    labId: string,
    interfaceId: string,
    changes: { readonly macAddress?: string | null },
    options?: CmlCallOptions,
  ): Promise<CmlInterface>;
  delete(labId: string, interfaceId: string, options?: CmlCallOptions): Promise<void>;
  state(labId: string, interfaceId: string, options?: CmlCallOptions): Promise<CmlInterfaceState>;
  /** Asks for it to be started. */
  start(labId: string, interfaceId: string, options?: CmlCallOptions): Promise<void>;
  /** Asks for it to be stopped. */
  stop(labId: string, interfaceId: string, options?: CmlCallOptions): Promise<void>;
}

const names: WireNames<CmlNewInterface> = {
  nodeId: ["node"],
  slot: ["slot"],
  macAddress: ["mac_address"],
};
const get = answering("GET /labs/{lab_id}/interfaces/{interface_id}", anInterface);
const create = answeringOneOrMore("POST /labs/{lab_id}/interfaces", anInterface);
const update = answering("PATCH /labs/{lab_id}/interfaces/{interface_id}", anInterface);
const remove = doing("DELETE /labs/{lab_id}/interfaces/{interface_id}");
const state = answering(
  "GET /labs/{lab_id}/interfaces/{interface_id}/state",
  aRecord<CmlInterfaceState>({ label: ["label", aText], state: ["state", aText] }),
);
const start = doing("PUT /labs/{lab_id}/interfaces/{interface_id}/state/start");
const stop = doing("PUT /labs/{lab_id}/interfaces/{interface_id}/state/stop");

/** The `interfaces` group of a client. */
export function createInterfaces(call: Call): CmlInterfaces {
  const on = (labId: string, interfaceId: string, options: CmlCallOptions = {}) => ({
    ...options,
    path: { lab_id: labId, interface_id: interfaceId },
  });
  return {
    get: (labId, id, options) => call(get, { ...on(labId, id, options), query: { operational: true } }),
    create: (labId, wanted, options) =>
      call(create, { ...options, path: { lab_id: labId }, body: written(names, wanted) }),
    update: (labId, id, changes, options) =>
      call(update, {
        ...on(labId, id, options),
        body: written<{ readonly macAddress?: string | null }>({ macAddress: ["mac_address"] }, changes),
      }),
    delete: (labId, id, options) => call(remove, on(labId, id, options)),
    state: (labId, id, options) => call(state, on(labId, id, options)),
    start: (labId, id, options) => call(start, on(labId, id, options)),
    stop: (labId, id, options) => call(stop, on(labId, id, options)),
  };
}
