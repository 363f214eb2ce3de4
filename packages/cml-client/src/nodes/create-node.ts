import { theText } from "../answers/kinds.ts";
import { aRecord, type WireNames, written } from "../answers/record.ts";
import { checkInput } from "../api/check-input.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { sharedLimit } from "../transport/shared-limit.ts";
import { deleteNode } from "./node-lifecycle.ts";
import { type CmlNodeSettings, nodeSettingNames } from "./node-settings.ts";

/** Something new, of which only the id is told. */
export interface CmlCreated {
  readonly id: string;
}

/** What a node is created with. */
export interface CmlNewNode extends CmlNodeSettings {
  /** 1 to 128 characters. */
  readonly label: string;
  /** Where it is drawn, a whole number from -15,000 to 15,000. */
  readonly x: number;
  readonly y: number;
  /** Id of its node definition, `iosv` say. */
  readonly nodeDefinition: string;
  /** Gives it the interfaces that its definition has by default. @defaultValue false */
  readonly populateInterfaces?: boolean;
}

type Named = Omit<CmlNewNode, "populateInterfaces">;

const names: WireNames<Named> = { ...nodeSettingNames, nodeDefinition: ["node_definition"] };

/** What answers a creation. */
export const created = aRecord<CmlCreated>({ id: ["id", theText] }, ["label"]);

const create = answering("POST /labs/{lab_id}/nodes", created);
/** `PATCH /labs/{lab_id}/nodes/{node_id}`: the id comes back. */
export const updateNode = doing("PATCH /labs/{lab_id}/nodes/{node_id}");

/**
 * Creates a node with everything that was asked for: the creation does not apply every member, so what it may have left
 * out is set right after. When that fails, the node is taken back: in the background, once the caller has left.
 */
export async function createNode(
  call: Call,
  labId: string,
  node: CmlNewNode,
  options: CmlCallOptions = {},
): Promise<CmlCreated> {
  const { populateInterfaces = false, ...settings } = node;
  const { pinned_compute_id: pinned, ...body } = written<Named>(names, settings);
  const { label: _label, x: _x, y: _y, node_definition: _definition, ...left } = body;
  const more = { ...left, ...(pinned !== undefined && { pinned_compute_id: pinned }) };
  const path = { lab_id: labId };
  // Both requests are checked before the first is sent; any id does for that of the node to be.
  checkInput("POST /labs/{lab_id}/nodes", { path, body });
  checkInput("PATCH /labs/{lab_id}/nodes/{node_id}", { path: { ...path, node_id: labId }, body: more });

  const query = { populate_interfaces: populateInterfaces };
  const limit = sharedLimit(options);
  const { id } = await call(create, { ...options, path, query, body });
  if (Object.keys(more).length === 0) return { id };
  try {
    await call(updateNode, { ...limit.left(), path: { ...path, node_id: id }, body: more });
  } catch (error) {
    // Without the caller's signal, which may be what ended the update. What was wrong first is what is told.
    await limit.linger(call(deleteNode, { path: { ...path, node_id: id } }).catch(() => {}));
    throw error;
  }
  return { id };
}
