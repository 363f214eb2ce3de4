import { aFlag, aNumber, aText, maybe, theText, wholeList, words } from "../answers/kinds.ts";
import { aRecord, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** How a bridge of the host is. `null` is unknown. */
export interface CmlExternalConnectorState {
  readonly label: string | null;
  /** `BRIDGE`, `NAT` or `OFF`; other words pass. */
  readonly forwarding: string | null;
  readonly interface: string | null;
  readonly mtuBytes: number | null;
  readonly exists: boolean | null;
  readonly enabled: boolean | null;
  readonly stp: boolean | null;
  readonly snooped: boolean | null;
  readonly protected: boolean | null;
  readonly ipNetworks: readonly string[] | null;
}

/** A bridge of the host that labs can use. `null` is unknown. */
export interface CmlExternalConnector {
  readonly id: string;
  /** `virbr0` or `bridge1` say. */
  readonly deviceName: string | null;
  readonly label: string | null;
  readonly tags: readonly string[] | null;
  /** Whether the addresses that DHCP gives are listened for. */
  readonly snooped: boolean | null;
  /** Whether layer 2 is filtered. */
  readonly protected: boolean | null;
  /** Whether the user may use it. */
  readonly allowed: boolean | null;
  readonly operational: CmlExternalConnectorState | null;
}

/** What is changed of it: what is left out stays as it is. */
export interface CmlExternalConnectorSettings {
  /** 1 to 128 characters, used by no other. */
  readonly label?: string;
  readonly tags?: readonly string[];
  readonly snooped?: boolean;
  readonly protected?: boolean;
}

/** The bridges of the host that labs can use. */
export interface CmlExternalConnectors {
  list(options?: CmlCallOptions): Promise<CmlExternalConnector[]>;
  /** One of them. @throws CmlError `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlExternalConnector>;
  /** Changes what is given. */
  update(
    id: string,
    changes: CmlExternalConnectorSettings,
    options?: CmlCallOptions,
  ): Promise<CmlExternalConnector>;
  delete(id: string, options?: CmlCallOptions): Promise<void>;
  /** Looks at the bridges of the host again. */
  sync(
    options?: CmlCallOptions & {
      /** Sets up the bridges as configured before. @defaultValue false */
      readonly pushConfiguredState?: boolean;
    },
  ): Promise<CmlExternalConnector[]>;
}

const settings = {
  label: ["label", aText],
  snooped: ["snooped", aFlag],
  protected: ["protected", aFlag],
} as const;

const aConnector = aRecord<CmlExternalConnector>({
  id: ["id", theText],
  deviceName: ["device_name", aText],
  ...settings,
  tags: ["tags", words],
  allowed: ["allowed", aFlag],
  operational: [
    "operational",
    maybe(
      aRecord<CmlExternalConnectorState>({
        ...settings,
        forwarding: ["forwarding", aText],
        interface: ["interface", aText],
        mtuBytes: ["mtu", aNumber],
        exists: ["exists", aFlag],
        enabled: ["enabled", aFlag],
        stp: ["stp", aFlag],
        ipNetworks: ["ip_networks", words],
      }),
    ),
  ],
});
const list = answering("GET /system/external_connectors", wholeList(aConnector));
const get = answering("GET /system/external_connectors/{connector_id}", aConnector);
const update = answering("PATCH /system/external_connectors/{connector_id}", aConnector);
const remove = doing("DELETE /system/external_connectors/{connector_id}");
const sync = answering("PUT /system/external_connectors", wholeList(aConnector));

export function createExternalConnectors(call: Call): CmlExternalConnectors {
  const on = (id: string, options: CmlCallOptions = {}) => ({ ...options, path: { connector_id: id } });
  return {
    list: (options) => call(list, options),
    get: (id, options) => call(get, on(id, options)),
    update: (id, changes, options) =>
      call(update, {
        ...on(id, options),
        body: written<CmlExternalConnectorSettings>({ ...settings, tags: ["tags"] }, changes),
      }),
    delete: (id, options) => call(remove, on(id, options)),
    sync: ({ pushConfiguredState = false, ...options } = {}) =>
      call(sync, { ...options, body: { push_configured_state: pushConfiguredState } }),
  };
}
