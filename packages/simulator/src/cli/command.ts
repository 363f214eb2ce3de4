import type { Flags, Given } from "./flags.ts";

/** What runs until the command is told to end. */
export interface Running {
  close(): Promise<void>;
}

/** Where a command writes. */
export type Write = (text: string) => void;

/** A subcommand of `cml-sim`. */
export interface Command {
  readonly summary: string;
  readonly flags: Flags;
  readonly examples: readonly string[];
  /** Starts what it is for, and writes where that is. @throws UsageError for values that do not fit. */
  start(given: Given, write: Write): Promise<Running>;
}
