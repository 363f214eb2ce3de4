import type { ParseArgsOptionsConfig } from "node:util";
import type { CmlClient } from "../client.ts";
import type { CmlHooks } from "../hooks.ts";
import type { Terminal } from "./terminal.ts";

/** The flags of a command line, by name. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>;

/** What a command works with. */
export interface Invocation {
  readonly terminal: Terminal;
  /** What was given beside flags. */
  readonly words: readonly string[];
  readonly flags: Flags;
  /** Whether results are wanted as JSON. */
  readonly json: boolean;
  /** Opens the controller that flags and environment name. */
  connect(hooks?: CmlHooks): Promise<CmlClient>;
  /** An error in words for whoever typed the command. */
  explain(error: Error): string;
}

/** One word of the program. */
export interface Command {
  readonly name: string;
  /** What follows the name: `start <lab>…` */
  readonly usage: readonly string[];
  readonly summary: string;
  readonly examples: readonly string[];
  readonly options?: ParseArgsOptionsConfig;
  /** Lines about the options, for the help. */
  readonly optionHelp?: readonly (readonly [flag: string, meaning: string])[];
  /** Words that may come first, for completion. */
  readonly verbs?: readonly string[];
  /** Which of {@link options} each verb takes; without it, all are for all. */
  readonly takes?: Readonly<Record<string, readonly string[]>>;
  /** The verb that is meant when there is none. */
  readonly defaultVerb?: string;
  /** Ids that may come next, for completion. */
  ids?(words: readonly string[], cml: CmlClient): Promise<readonly string[]>;
  /** @returns The exit code: 0 when all went well. */
  run(invocation: Invocation): Promise<number>;
}
