import { obeyed } from "./obeyed.ts";

const all = new RegExp(obeyed.source, "gu");

/** A value as JSON in which nothing stands as it is that a terminal obeys: `JSON.stringify` leaves much of that. */
export function jsonText(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, null, indent);
  // The line breaks of the indentation are its only ones.
  return json.replace(all, (character) => (character === "\n" ? character : escaped(character)));
}

/** JSON escapes UTF-16 code units, of which some characters have two. */
function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
