import { onTestFinished } from "vitest";
import { run } from "../cli/run.ts";
import type { Terminal } from "../cli/terminal.ts";

/** What a command line left behind. */
export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What the shell gives the program. */
export interface CommandLineOptions {
  /** Standard input, which is there once. */
  readonly input?: string;
  readonly isInteractive?: boolean;
  /** @defaultValue `isInteractive` */
  readonly isErrInteractive?: boolean;
  readonly ask?: NonNullable<Terminal["ask"]>;
  readonly signal?: AbortSignal;
}

/** Runs the program as the shell would, with this environment and nothing else. */
export async function commandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  options: CommandLineOptions = {},
): Promise<Finished> {
  const { input = "", isInteractive = false, isErrInteractive = isInteractive, ask } = options;
  const { signal = new AbortController().signal } = options;
  const written = { out: "", err: "" };
  const unread = [input];
  const code = await run(args, {
    environment,
    isInteractive,
    isErrInteractive,
    ...(ask && { ask }),
    signal,
    unread: new AbortController().signal,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    async outFrom(content) {
      for await (const chunk of content) written.out += Buffer.from(chunk).toString("latin1");
    },
    input: async () => unread.splice(0).join(""),
  });
  return { code, ...written };
}

/** Ends something after the test. */
export function disposed<T extends { close(): Promise<void> }>(resource: T): T {
  onTestFinished(() => resource.close());
  return resource;
}
