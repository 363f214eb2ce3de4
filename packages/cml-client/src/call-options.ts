/** What every call takes. */
export interface CmlCallOptions {
  /**
   * Ends the call at once, whatever it waits for: a login, a pause before a retry, the answer. The code is `aborted`; with
   * `AbortSignal.timeout(…)`, a deadline for the call and all its tries, it is `timeout`.
   */
  readonly signal?: AbortSignal;
}
