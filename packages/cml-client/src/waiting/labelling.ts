import { CmlError, type CmlErrorCode } from "../errors.ts";
import type { CmlNodes } from "../nodes/nodes.ts";
import type { NodeTracker } from "./node-tracker.ts";

const REFUSALS: ReadonlySet<CmlErrorCode> = new Set(["forbidden", "not_found", "conflict", "rejected"]);

/**
 * Learns the labels of a lab's nodes, at the first look that can: the answer is called at each. Labels are an extra, for people:
 * no wait ends because a controller refuses them, or is busy. An answer that is not understood is told like any other.
 */
export function createLabelling(
  nodes: Pick<CmlNodes, "list">,
  labId: string,
  tracker: NodeTracker,
  signal: AbortSignal,
): () => Promise<void> {
  let isOver = false;
  return async () => {
    if (isOver) return;
    try {
      for (const { id, label } of await nodes.list(labId, { signal })) tracker.name(id, label);
      isOver = true;
    } catch (error) {
      if (signal.aborted || !isPutUpWith(error)) throw error;
      // A refusal is the same at the next look.
      isOver = !error.retryable;
    }
  };
}

function isPutUpWith(error: unknown): error is CmlError {
  return CmlError.is(error) && (error.retryable || REFUSALS.has(error.code));
}
