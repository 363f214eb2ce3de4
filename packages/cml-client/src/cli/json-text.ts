import { obeyed } from "./obeyed.ts";

const all = new RegExp(obeyed.source, "gu");

/** A value as JSON in which nothing stands as it is that a terminal obeys: `JSON.stringify` leaves much of that. */
export function jsonText(value: unknown, indent?: number): string {
  const json = written(value, indent);
  // The line breaks of the indentation are its only ones.
  return json.replace(all, (character) => (character === "\n" ? character : escaped(character)));
}

/** What is nested too deep to be gone through, which no controller says, must not end what goes on. */
function written(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return JSON.stringify({ unreadable: "nested too deep to be shown" }, null, indent);
  }
}

/** JSON escapes UTF-16 code units, of which some characters have two. */
function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
