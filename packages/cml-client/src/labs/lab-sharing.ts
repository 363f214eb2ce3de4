import { aFlag, aText, theText, wholeList, words } from "../answers/kinds.ts";
import { aRecord, type WireNames, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, answeringOrEmpty } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { type CmlLabAssociations, type CmlLabSharing, labAssociations } from "./associations.ts";

/** Which device of the host an external connector of a lab leads to. `null` is unknown. */
export interface CmlConnectorMapping {
  /** The name that the nodes of the lab use. */
  readonly key: string;
  /** `virbr0` or `bridge1` say; `null` when it leads nowhere. */
  readonly deviceName: string | null;
  readonly label: string | null;
  readonly tags: readonly string[] | null;
  /** Whether the user may use it. */
  readonly allowed: boolean | null;
}

/** Who and what outside a lab has to do with it. */
export interface CmlLabSharingCalls {
  /** With whom the lab is shared. */
  associations(id: string, options?: CmlCallOptions): Promise<CmlLabAssociations>;
  /** Shares the lab: the lists that are given replace those of the lab. */
  setAssociations(id: string, sharing: CmlLabSharing, options?: CmlCallOptions): Promise<CmlLabAssociations>;
  /** Where the external connectors of the lab lead to. */
  connectorMappings(id: string, options?: CmlCallOptions): Promise<CmlConnectorMapping[]>;
  /** Leads external connectors elsewhere; `null` leads nowhere. @throws CmlError `conflict` when a key is in use */
  setConnectorMappings(
    id: string,
    mappings: readonly Pick<CmlConnectorMapping, "key" | "deviceName">[],
    options?: CmlCallOptions,
  ): Promise<CmlConnectorMapping[]>;
  /** Ids of the resource pools that the lab's nodes use. */
  resourcePools(id: string, options?: CmlCallOptions): Promise<string[]>;
}

const names: WireNames<Pick<CmlConnectorMapping, "key" | "deviceName">> = {
  key: ["key"],
  deviceName: ["device_name"],
};
const mappings = wholeList(
  aRecord<CmlConnectorMapping>({
    key: ["key", theText],
    deviceName: ["device_name", aText],
    label: ["label", aText],
    tags: ["tags", words],
    allowed: ["allowed", aFlag],
  }),
);
const associations = answeringOrEmpty("GET /labs/{lab_id}/associations", labAssociations);
const setAssociations = answeringOrEmpty("PATCH /labs/{lab_id}/associations", labAssociations);
const connectorMappings = answering("GET /labs/{lab_id}/connector_mappings", mappings);
const setConnectorMappings = answering("PATCH /labs/{lab_id}/connector_mappings", mappings);
const resourcePools = answering("GET /labs/{lab_id}/resource_pools", wholeList(theText));

export function createLabSharing(call: Call): CmlLabSharingCalls {
  return {
    associations: (id, options) => call(associations, { ...options, path: { lab_id: id } }),
    setAssociations: (id, sharing, options) =>
      call(setAssociations, { ...options, path: { lab_id: id }, body: sharing }),
    connectorMappings: (id, options) => call(connectorMappings, { ...options, path: { lab_id: id } }),
    setConnectorMappings: (id, wanted, options) =>
      call(setConnectorMappings, {
        ...options,
        path: { lab_id: id },
        body: wanted.map((mapping) => written(names, mapping)),
      }),
    resourcePools: (id, options) => call(resourcePools, { ...options, path: { lab_id: id } }),
  };
}
