import type { Terminal } from "./terminal.ts";

/** Text from a controller as it came; for a terminal, with its control characters in a spelling that can be seen. */
export function asSeen(text: string, { isInteractive }: Pick<Terminal, "isInteractive">): string {
  if (!isInteractive) return text;
  // All but those that make lines and columns.
  return text.replace(
    /(?!\n|\t|\r\n)\p{Cc}/gu,
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}
