import type { Flags, Given } from "./flags.ts";
import type { OwnPackage } from "./own-package.ts";

/** What runs until the command is told to end. */
export interface Running {
  close(): Promise<void>;
}

/** What a command is given besides its flags. */
export interface Surroundings {
  readonly own: OwnPackage;
  /** Where it writes. */
  readonly write: (text: string) => void;
  /** Aborted when it is to end, be it while it starts. */
  readonly signal: AbortSignal;
}

/** A subcommand of `cml-sim`. */
export interface Command {
  readonly summary: string;
  readonly flags: Flags;
  /** Flags about the controllers that come with what it starts. */
  readonly controllerFlags?: Flags;
  readonly examples: readonly string[];
  /**
   * Starts what it is for, and writes where that is.
   *
   * @throws UsageError for values that do not fit, and the reason of the signal, with nothing left running.
   */
  start(given: Given, surroundings: Surroundings): Promise<Running>;
}
