import { CmlError, type CmlErrorCode } from "../errors.ts";
import type { Invocation } from "./command.ts";
import { errorText } from "./error-text.ts";
import { jsonText } from "./json-text.ts";
import { UsageError } from "./usage-error.ts";

/** What became of one thing. */
interface Result {
  readonly id: string;
  readonly error?: string;
  /** What kind of error it is, for programs; absent for what the library does not know. */
  readonly code?: CmlErrorCode;
}

/**
 * Does something with each of several things. One that fails is reported, and the others are seen to all the same.
 *
 * @returns The exit code.
 */
export async function forEach(
  ids: readonly string[],
  done: string,
  invocation: Invocation,
  act: (id: string) => Promise<unknown>,
): Promise<number> {
  if (ids.length === 0) throw new UsageError("Name at least one.");
  const results: Result[] = [];
  for (const id of ids) results.push(await attempt(id, done, invocation, act));
  if (invocation.json) invocation.terminal.out(`${jsonText(results)}\n`);
  return results.some(({ error }) => error !== undefined) ? 1 : 0;
}

async function attempt(
  id: string,
  done: string,
  { terminal, json }: Invocation,
  act: (id: string) => Promise<unknown>,
): Promise<Result> {
  try {
    await act(id);
    if (!json) terminal.out(`${id} ${done}\n`);
    return { id };
  } catch (error) {
    if (terminal.signal.aborted || !(error instanceof Error)) throw error;
    const text = errorText(error);
    if (!json) terminal.err(`${id}: ${text}\n`);
    return { id, error: text, ...(CmlError.is(error) && { code: error.code }) };
  }
}
