import { onTestFinished } from "vitest";
import { run } from "../cli/run.ts";

/** What a command line left behind. */
export interface Finished {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the program as the shell would, with this environment and nothing else. */
export async function commandLine(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  options: { readonly input?: string; readonly isInteractive?: boolean; readonly signal?: AbortSignal } = {},
): Promise<Finished> {
  const { input = "", isInteractive = false, signal = new AbortController().signal } = options;
  const written = { out: "", err: "" };
  const code = await run(args, {
    environment,
    isInteractive,
    signal,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    input: async () => input,
  });
  return { code, ...written };
}

/** Ends something after the test. */
export function disposed<T extends { close(): Promise<void> }>(resource: T): T {
  onTestFinished(() => resource.close());
  return resource;
}
