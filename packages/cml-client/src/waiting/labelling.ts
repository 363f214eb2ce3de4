import { CmlError, type CmlErrorCode } from "../errors.ts";
import type { CmlNodes } from "../nodes/nodes.ts";
import type { NodeTracker } from "./node-tracker.ts";

/** Longest wait for the labels at one look, in milliseconds: states are what counts, and the list is the heavier answer. */
const PATIENCE_MS = 2_000;

/** Tries that fail before nobody asks any more. */
const MOST_FAILURES = 3;

const REFUSALS: ReadonlySet<CmlErrorCode> = new Set(["forbidden", "not_found", "conflict", "rejected"]);

/**
 * Learns the labels of a lab's nodes, at the first look that can: the answer is called at each. Labels are an extra, for people:
 * no wait ends because a controller refuses them, is busy or cannot be understood, and none is held up for long. Only a strict
 * client hears of an answer that is not as it should be.
 */
export function createLabelling(
  { nodes, strict }: { readonly nodes: Pick<CmlNodes, "list">; readonly strict: boolean },
  labId: string,
  tracker: NodeTracker,
  signal: AbortSignal,
): () => Promise<void> {
  let isOver = false;
  let failures = 0;
  return async () => {
    if (isOver) return;
    try {
      for (const { id, label } of await nodes.list(labId, { signal, timeoutMs: PATIENCE_MS }))
        tracker.name(id, label);
      isOver = true;
    } catch (error) {
      if (signal.aborted || !isPutUpWith(error, strict)) throw error;
      failures += 1;
      // A refusal is the same at the next look.
      isOver = !error.retryable || failures >= MOST_FAILURES;
    }
  };
}

function isPutUpWith(error: unknown, strict: boolean): error is CmlError {
  if (!CmlError.is(error)) return false;
  return error.retryable || REFUSALS.has(error.code) || (error.code === "unexpected" && !strict);
}
