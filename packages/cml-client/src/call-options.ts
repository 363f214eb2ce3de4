/** What every call takes. */
export interface CmlCallOptions {
  /**
   * Ends the call at once, whatever it waits for: a login, a pause before a retry, the answer. The code is `aborted`; with
   * `AbortSignal.timeout(…)` it is `timeout`.
   */
  readonly signal?: AbortSignal;
  /**
   * Longest time for the whole call, in milliseconds: login, tries and pauses included. A pause before a
   * retry that goes beyond it is not waited for: the failure is thrown at once. @defaultValue none beside the client's own
   * limit for each try
   */
  readonly timeoutMs?: number;
}
