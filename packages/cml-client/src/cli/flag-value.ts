import type { Flags } from "./command.ts";
import { UsageError } from "./usage-error.ts";

/** The text of a flag. An empty one, as an unset variable of a shell leaves it, is none. */
export function flagText(flags: Flags, name: string): string | undefined {
  const value = flags[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Seconds are longest waited for a day. */
const LONGEST_SECONDS = 86_400;

/** A time that a flag gives in seconds, in milliseconds. @throws UsageError when it is none */
export function flagMilliseconds(flags: Flags, name: string): number | undefined {
  const text = flagText(flags, name);
  if (text === undefined) return undefined;
  const milliseconds = Math.round(Number(text) * 1_000);
  if (milliseconds >= 1 && milliseconds <= LONGEST_SECONDS * 1_000) return milliseconds;
  throw new UsageError(`--${name} takes seconds, from 0.001 to ${LONGEST_SECONDS}.`);
}
