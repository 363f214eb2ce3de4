import { CmlApiError } from "./answer.ts";

/**
 * What YAML may have in it. Reading it takes up to two microseconds and a kilobyte for each part, however short the part
 * is, and 0.2 kilobytes for each line of a text: of a body of 32 MiB it would be minutes and gigabytes. Labs have some 250
 * parts a node. What aliases repeat is read once, but checked and written each time.
 */
const most = {
  parts: 500_000,
  lines: 1_000_000,
  repeatedParts: 5_000_000,
  repeatedCharacters: 64 * 2 ** 20,
};

/** Stands before each text, so that none is taken for an alias. */
const textMark = "\u001f";

/**
 * Refuses what would take too long to read, or too much memory, and looks at no more of the tokens than it takes to know.
 *
 * @throws CmlApiError 400 with the limit
 */
export function checkYamlSize(text: string, tokens: Iterable<string>): void {
  if (hasMoreLines(text, most.lines)) throw tooLarge(`${most.lines} lines`);
  let parts = 0;
  let times = 1;
  let previous = "";
  for (const token of tokens) {
    parts++;
    if (previous !== textMark && token.startsWith("*")) times++;
    if (parts > most.parts) throw tooLarge(`${most.parts} parts (words, marks and ends of lines)`);
    if (parts * times > most.repeatedParts)
      throw tooLarge(`${most.repeatedParts} parts, counting all of it once more for each alias`);
    previous = token;
  }
  if (times > 1 && text.length * times > most.repeatedCharacters)
    throw tooLarge(`${most.repeatedCharacters} characters, counting all of it once more for each alias`);
}

function hasMoreLines(text: string, limit: number): boolean {
  let lines = 1;
  for (let end = text.indexOf("\n"); end >= 0 && lines <= limit; end = text.indexOf("\n", end + 1)) lines++;
  return lines > limit;
}

function tooLarge(limit: string): CmlApiError {
  return new CmlApiError(400, `Bad request: The YAML is too large to be read: it has more than ${limit}.`);
}
