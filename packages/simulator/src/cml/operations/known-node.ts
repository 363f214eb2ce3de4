import { CmlApiError } from "../answer.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabNode } from "../labs/node.ts";
import type { Call } from "../operation.ts";
import { knownLab } from "./labs.ts";

/** The node a call is about, and its lab. @throws CmlApiError 404 in the words clients look for. */
export function knownNode(call: Pick<Call, "controller" | "path">): {
  readonly lab: Lab;
  readonly node: LabNode;
} {
  const lab = knownLab(call);
  const id = call.path["node_id"] ?? "";
  const node = lab.nodes.find((candidate) => candidate.id === id);
  if (!node) throw new CmlApiError(404, `Node not found: ${id}`);
  return { lab, node };
}
