/** What a command writes to, and reads from. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Results go here, and nothing else. */
  out(text: string): void;
  /** Progress, warnings and errors go here. */
  err(text: string): void;
  /** Results that are bytes, and may be many. */
  outFrom(content: AsyncIterable<Uint8Array>): Promise<void>;
  /** Whether a person looks at the results: then there are colours. */
  readonly isInteractive: boolean;
  /** Whether a person looks at the rest: then progress is shown as it happens. */
  readonly isErrInteractive: boolean;
  /** All of standard input. */
  input(): Promise<string>;
  /**
   * Asks the person at the terminal; not there when there is none. A secret is not shown while it is typed. `undefined` when
   * the person gives up.
   */
  readonly ask?: (question: string, answer: "shown" | "secret") => Promise<string | undefined>;
  /** Fires when the user wants to end: Ctrl-C. */
  readonly signal: AbortSignal;
  /** Fires when nobody reads the results any more: the end for what has nothing else to do. */
  readonly unread: AbortSignal;
}
