import { CmlError, type CmlErrorCode } from "../errors.ts";
import type { Invocation } from "./command.ts";
import { isLoginMissing } from "./error-text.ts";
import { jsonText } from "./json-text.ts";
import { UsageError } from "./usage-error.ts";

/** What became of one thing. */
interface Result {
  readonly id: string;
  readonly done?: string;
  readonly error?: string;
  /** What kind of error it is, for programs; absent for what the library does not know. */
  readonly code?: CmlErrorCode;
}

/**
 * Does something with each of several things. One that fails is reported, and the others are seen to all the same.
 *
 * @param done What has happened to one afterwards, in words.
 * @returns The exit code.
 */
export async function forEach(
  ids: readonly string[],
  done: string | ((id: string) => string),
  invocation: Invocation,
  act: (id: string) => Promise<unknown>,
): Promise<number> {
  if (ids.length === 0) throw new UsageError("Name at least one.");
  const results: Result[] = [];
  const acted = async (id: string) => {
    await act(id);
    return typeof done === "string" ? done : done(id);
  };
  try {
    for (const id of ids) await attempt(id, acted, results, invocation);
  } finally {
    // What was done before Ctrl-C is done.
    if (invocation.json && results.length > 0) invocation.terminal.out(`${jsonText(results)}\n`);
  }
  return results.some(({ error }) => error !== undefined) ? 1 : 0;
}

async function attempt(
  id: string,
  act: (id: string) => Promise<string>,
  results: Result[],
  { terminal, json, explain }: Invocation,
): Promise<void> {
  try {
    const done = await act(id);
    if (!json) terminal.out(`${id} ${done}\n`);
    results.push({ id, done });
  } catch (error) {
    if (!(error instanceof Error) || isLoginMissing(error)) throw error;
    const text = explain(error);
    results.push({ id, error: text, ...(CmlError.is(error) && { code: error.code }) });
    if (terminal.signal.aborted) throw error;
    if (!json) terminal.err(`${id}: ${text}\n`);
  }
}
