/** No text of a lab but configurations is longer than this, in characters. */
const longestText = 32_768;
/** What a number, a name or a bracket counts for, in characters. */
const smallThing = 16;

/** A value without what of it is too long, and how much that is. */
export interface Abridged<T> {
  readonly value: T;
  /** In characters, roughly. */
  readonly size: number;
}

/**
 * Cuts texts after 32,768 characters, saying how long they were, and leaves out what is beyond `most` characters in
 * all; the rest is as it was.
 */
export function abridge<T>(whole: T, most: number): Abridged<T> {
  let left = most;
  const text = (value: string): string => {
    const room = Math.min(longestText, Math.max(0, left));
    left -= Math.min(value.length, room);
    if (value.length <= room) return value;
    // A slice would hold on to the whole text: this is one of its own.
    return `${Buffer.from(value.slice(0, room)).toString()}… (${value.length} characters)`;
  };
  const walk = (value: unknown): unknown => {
    left -= smallThing;
    if (typeof value === "string") return text(value);
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return value.flatMap((part) => (left > 0 ? [walk(part)] : []));
    const members = Object.entries(value).flatMap(([name, part]) => {
      if (left <= 0) return [];
      left -= name.length;
      return [[name, walk(part)] as const];
    });
    return Object.fromEntries(members);
  };
  const value = walk(whole) as T;
  return { value, size: most - left };
}
