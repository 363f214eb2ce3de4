import { obeyed } from "./obeyed.ts";
import type { Terminal } from "./terminal.ts";

/** Text from a controller as it came; for a terminal, with its control characters in a spelling that can be seen. */
export function asSeen(text: string, { isInteractive }: Pick<Terminal, "isInteractive">): string {
  if (!isInteractive) return text;
  return text.replace(shown, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
    return `\\u{${code.toString(16)}}`;
  });
}

// All but those that make lines and columns.
const shown = new RegExp(`(?!\\n|\\t|\\r\\n)(?:${obeyed.source})`, "gu");
