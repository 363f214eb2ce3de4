/** What every call takes. */
export interface CmlCallOptions {
  /** Ends the call at once, whatever it waits for: a login, a pause before a retry, the answer. */
  readonly signal?: AbortSignal;
}
