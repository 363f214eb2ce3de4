import { CmlError } from "../errors.ts";
import { tell } from "../hooks.ts";
import type { WaitContext } from "./converge.ts";
import type { Deadline } from "./deadline.ts";
import { persistently } from "./patience.ts";
import { type ReachOptions, reach } from "./reach.ts";

/** What is needed to destroy labs. */
export interface DestroyContext extends WaitContext {
  /** Ids of everybody's labs. */
  readonly labIds: (signal: AbortSignal) => Promise<readonly string[]>;
}

/** Stops, wipes and deletes a lab, waiting after each. A lab that is gone is destroyed, whoever did it. */
export async function destroy(
  context: DestroyContext,
  labId: string,
  deadline: Deadline,
  options: ReachOptions,
): Promise<void> {
  const { scope } = deadline;
  const { signal } = scope;
  try {
    await reach("wiped", context, labId, deadline, options);
    const elapsedMs = deadline.elapsedMs();
    tell(options.onProgress, { step: "deleting", labId, converged: true, nodes: [], elapsedMs });
    await persistently(() => context.labs.delete(labId, { signal }), scope, options);
  } catch (error) {
    if (!CmlError.is(error, "not_found")) throw error;
    // A wrong path in baseUrl answers 404 to everything, and the lab would go on running.
    const ids = await persistently(() => context.labIds(signal), scope, options);
    if (ids.includes(labId)) throw error;
  }
}
