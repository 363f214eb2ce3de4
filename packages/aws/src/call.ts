import { type CallOptions, CoreError } from "@cml-fleet/core";
import { type AwsCall, toCoreError } from "./errors.ts";
import type { AwsOperation } from "./permissions.ts";

/** What every `send` of the SDK is given. */
export interface Sending {
  readonly abortSignal?: AbortSignal;
}

/**
 * Makes one call of AWS, and translates its error.
 *
 * @throws CoreError
 */
export async function sent<Answer>(
  call: AwsCall & { readonly operation: AwsOperation },
  { signal }: CallOptions,
  send: (sending: Sending) => Promise<Answer>,
): Promise<Answer> {
  try {
    signal?.throwIfAborted();
    return await send(signal ? { abortSignal: signal } : {});
  } catch (error) {
    if (signal?.aborted) throw abortedError(call, error);
    throw toCoreError(error, call);
  }
}

/** The caller gave up on a call. */
export function abortedError({ operation, region }: AwsCall, cause?: unknown): CoreError {
  return new CoreError(`${operation} in ${region}: the caller gave up.`, { code: "aborted", cause });
}

/**
 * Waits for an answer that others may wait for too: one who gives up leaves, and the call goes on.
 *
 * @throws CoreError with code `aborted`
 */
export function unlessAborted<Answer>(
  answer: Promise<Answer>,
  call: AwsCall,
  { signal }: CallOptions,
): Promise<Answer> {
  if (!signal) return answer;
  return new Promise((resolve, reject) => {
    const leave = () => reject(abortedError(call, signal.reason));
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    void answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
