import { aText, theText, wholeList } from "../answers/kinds.ts";
import { written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { anInterface, type CmlInterface } from "../interfaces/interface.ts";
import type { Transfer } from "../transfer/transfer.ts";
import { answering } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { type CmlCreated, type CmlNewNode, createNode, updateNode } from "./create-node.ts";
import { aNode, type CmlNode } from "./node.ts";
import { type CmlNodeAccess, createNodeAccess } from "./node-access.ts";
import { type CmlNodeLifecycle, createNodeLifecycle } from "./node-lifecycle.ts";
import { type CmlNodeSettings, nodeSettingNames } from "./node-settings.ts";

/** How much to read of nodes. */
export interface CmlNodeReadOptions extends CmlCallOptions {
  /** Reads the configurations as well, with all their files; they may be 20 MB each. @defaultValue false */
  readonly configurations?: boolean;
}

/** The nodes of a controller's labs. */
export interface CmlNodes extends CmlNodeLifecycle, CmlNodeAccess {
  /** The nodes of a lab. */
  list(labId: string, options?: CmlNodeReadOptions): Promise<CmlNode[]>;
  /** The nodes of all labs that the user may see. */
  listAll(options?: CmlNodeReadOptions): Promise<CmlNode[]>;
  /** One node, with what its definitions say where it says nothing itself. @throws CmlError `not_found`, or `rejected` */
  get(labId: string, nodeId: string, options?: CmlNodeReadOptions): Promise<CmlNode>;
  /**
   * Creates a node with everything that was asked for. Controllers do not apply every member at once: a second request
   * sets the rest, and if it fails the node is deleted again. That goes on in the background when the caller has left or the
   * time is over; a client that is closed meanwhile leaves the node where it is.
   */
  create(labId: string, node: CmlNewNode, options?: CmlCallOptions): Promise<CmlCreated>;
  /** Changes what is given. */
  update(labId: string, nodeId: string, changes: CmlNodeSettings, options?: CmlCallOptions): Promise<void>;
  /** The interfaces of a node. */
  interfaces(labId: string, nodeId: string, options?: CmlCallOptions): Promise<CmlInterface[]>;
  /** Id of the node with this label; `null` when there is none. */
  findByLabel(labId: string, label: string, options?: CmlCallOptions): Promise<string | null>;
  /** Ids of the nodes with this tag. */
  findByTag(labId: string, tag: string, options?: CmlCallOptions): Promise<string[]>;
}

const list = answering("GET /labs/{lab_id}/nodes", wholeList(aNode));
const listAll = answering("GET /nodes", wholeList(aNode));
const get = answering("GET /labs/{lab_id}/nodes/{node_id}", aNode);
const interfaces = answering("GET /labs/{lab_id}/nodes/{node_id}/interfaces", wholeList(anInterface));
const byLabel = answering("GET /labs/{lab_id}/find/node/label/{search_query}", aText);
const byTag = answering("GET /labs/{lab_id}/find_all/node/tag/{search_query}", wholeList(theText));

/** Said outright, because saying nothing means a third thing each, and one that is to change. */
const reading = (configurations: boolean) => ({
  operational: true,
  exclude_configurations: !configurations,
});

/** The part of it that waits for labs need. */
export function createNodeList(call: Call): Pick<CmlNodes, "list"> {
  return {
    list: (labId, { configurations = false, ...options } = {}) =>
      call(list, { ...options, path: { lab_id: labId }, query: { data: true, ...reading(configurations) } }),
  };
}

/** The `nodes` group of a client. */
export function createNodes(call: Call, transfer: Pick<Transfer, "downloadText">): CmlNodes {
  return {
    ...createNodeList(call),
    ...createNodeLifecycle(call),
    ...createNodeAccess(call, transfer),
    listAll: ({ configurations = false, ...options } = {}) =>
      call(listAll, { ...options, query: reading(configurations) }),
    get: (labId, nodeId, { configurations = false, ...options } = {}) =>
      call(get, {
        ...options,
        path: { lab_id: labId, node_id: nodeId },
        query: { simplified: false, ...reading(configurations) },
      }),
    create: (labId, node, options) => createNode(call, labId, node, options),
    update: (labId, nodeId, changes, options) =>
      call(updateNode, {
        ...options,
        path: { lab_id: labId, node_id: nodeId },
        body: written(nodeSettingNames, changes),
      }),
    interfaces: (labId, nodeId, options) =>
      call(interfaces, {
        ...options,
        path: { lab_id: labId, node_id: nodeId },
        query: { data: true, operational: true },
      }),
    findByLabel: (labId, label, options) =>
      call(byLabel, { ...options, path: { lab_id: labId, search_query: label } }),
    findByTag: (labId, tag, options) =>
      call(byTag, { ...options, path: { lab_id: labId, search_query: tag } }),
  };
}
