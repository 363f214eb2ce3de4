import { CmlError } from "../errors.ts";
import { type CallScope, pause } from "../transport/scope.ts";

/** What may end a question early. */
type Scope = CallScope & { readonly signal: AbortSignal };

/**
 * Asks, and puts up with failures that may pass: in a wait of minutes, one failed look is no reason to give up.
 * `undefined` then, after the time for which the controller asks to be left alone.
 */
export async function patiently<Value>(
  question: Promise<Value>,
  scope: Scope,
  onFailure: (error: unknown) => void,
): Promise<Value | undefined> {
  try {
    return await question;
  } catch (error) {
    if (!CmlError.is(error) || !error.retryable || scope.signal.aborted) throw error;
    onFailure(error);
    if (error.retryAfterMs !== undefined) await pause(error.retryAfterMs, scope);
    return undefined;
  }
}

/**
 * Hears of failures, and throws them until the controller has answered anything: what nobody was ever reached at may be a
 * wrong address, which no time mends.
 */
export function onceReached(
  onFailure: (error: unknown) => void,
  isReached = false,
): { readonly onFailure: (error: unknown) => void; answered(): void } {
  let reached = isReached;
  return {
    answered() {
      reached = true;
    },
    onFailure(error) {
      if (CmlError.is(error) && error.status !== undefined) reached = true;
      if (!reached && (CmlError.is(error, "connection") || CmlError.is(error, "timeout"))) throw error;
      onFailure(error);
    },
  };
}

/** Asks again and again until there is an answer, or a failure that does not pass. */
export async function persistently<Value>(
  ask: () => Promise<Value>,
  scope: Scope,
  { pollMs, onFailure }: { readonly pollMs: number; readonly onFailure: (error: unknown) => void },
): Promise<Value> {
  for (;;) {
    const answer = await patiently(
      ask().then((value) => ({ value })),
      scope,
      onFailure,
    );
    if (answer) return answer.value;
    await pause(pollMs, scope);
  }
}
