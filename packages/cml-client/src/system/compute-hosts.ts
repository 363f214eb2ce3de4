import { aFlag, aNumber, aText, maybe, theText, wholeList, words } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** How far a compute host is let in. */
export type CmlAdmissionState = "UNREGISTERED" | "REGISTERED" | "ONLINE" | "READY";

/** How many nodes a compute host has. `null` is unknown. */
export interface CmlNodeCounts {
  readonly total: number | null;
  readonly running: number | null;
  /** Of which the controller knows nothing. */
  readonly totalOrphans: number | null;
  readonly runningOrphans: number | null;
}

/** A machine that runs nodes. `null` is unknown. */
export interface CmlComputeHost {
  readonly id: string;
  readonly hostname: string | null;
  readonly serverAddress: string | null;
  /** {@link CmlAdmissionState}; other words pass. */
  readonly admissionState: string | null;
  readonly isSimulator: boolean | null;
  readonly isConnector: boolean | null;
  readonly isConnected: boolean | null;
  readonly isSynced: boolean | null;
  /** Ids of its nodes; gone in newer releases. */
  readonly nodeIds: readonly string[] | null;
  readonly nodeCounts: CmlNodeCounts | null;
}

/** The machines that run nodes. */
export interface CmlComputeHosts {
  list(options?: CmlCallOptions): Promise<CmlComputeHost[]>;
  /** One host. @throws CmlError `not_found` */
  get(id: string, options?: CmlCallOptions): Promise<CmlComputeHost>;
  /** Lets a host in, or out. @throws CmlError `conflict` when its state does not permit that */
  update(
    id: string,
    changes: { readonly admissionState: CmlAdmissionState },
    options?: CmlCallOptions,
  ): Promise<CmlComputeHost>;
  delete(id: string, options?: CmlCallOptions): Promise<void>;
  /** How far new hosts are let in. `null` is unknown. */
  configuration(options?: CmlCallOptions): Promise<{ readonly admissionState: string | null }>;
  /** Decides how far new hosts are let in. */
  setConfiguration(
    changes: { readonly admissionState: CmlAdmissionState },
    options?: CmlCallOptions,
  ): Promise<{ readonly admissionState: string | null }>;
}

const aHost = aRecord<CmlComputeHost>({
  id: ["id", theText],
  hostname: ["hostname", aText],
  serverAddress: ["server_address", aText],
  admissionState: ["admission_state", aText],
  isSimulator: ["is_simulator", aFlag],
  isConnector: ["is_connector", aFlag],
  isConnected: ["is_connected", aFlag],
  isSynced: ["is_synced", aFlag],
  nodeIds: ["nodes", words],
  nodeCounts: [
    "node_counts",
    maybe(
      aRecord<CmlNodeCounts>({
        total: ["total_nodes", aNumber],
        running: ["running_nodes", aNumber],
        totalOrphans: ["total_orphans", aNumber],
        runningOrphans: ["running_orphans", aNumber],
      }),
    ),
  ],
});
const aConfiguration = aRecord<{ readonly admissionState: string | null }>({
  admissionState: ["admission_state", aText],
});
const list = answering("GET /system/compute_hosts", wholeList(aHost));
const get = answering("GET /system/compute_hosts/{compute_id}", aHost);
const update = answering("PATCH /system/compute_hosts/{compute_id}", aHost);
const remove = doing("DELETE /system/compute_hosts/{compute_id}");
const configuration = answering("GET /system/compute_hosts/configuration", aConfiguration);
const setConfiguration = answering("PATCH /system/compute_hosts/configuration", aConfiguration);

export function createComputeHosts(call: Call): CmlComputeHosts {
  const on = (id: string, options: CmlCallOptions = {}) => ({ ...options, path: { compute_id: id } });
  return {
    list: (options) => call(list, options),
    get: (id, options) => call(get, on(id, options)),
    update: (id, { admissionState }, options) =>
      call(update, { ...on(id, options), body: { admission_state: admissionState } }),
    delete: (id, options) => call(remove, on(id, options)),
    configuration: (options) => call(configuration, options),
    setConfiguration: ({ admissionState }, options) =>
      call(setConfiguration, { ...options, body: { admission_state: admissionState } }),
  };
}
