import type { z } from "zod";

/**
 * Reads what can be read: a value of the wrong type is told to `unreadable`, and treated as absent. Where absence is
 * not allowed either, as in a list of names, whatever holds the value goes with it.
 *
 * `undefined` when nothing is left.
 */
export function lenient<Wire>(
  schema: z.ZodType<Wire>,
  value: unknown,
  unreadable: (path: readonly PropertyKey[]) => void,
): Wire | undefined {
  let reading = schema.safeParse(value);
  if (reading.success) return reading.data;
  const repaired = copied(value);
  if (repaired === undefined) return undefined;
  while (!reading.success) {
    // All places first: removing one would make another look absent already.
    const places = reading.error.issues.map(({ path }) => deepestPresent(repaired, path));
    for (const place of places) {
      if (place.length === 0) return undefined;
      unreadable(place);
      remove(repaired, place);
    }
    reading = schema.safeParse(repaired);
  }
  return reading.data;
}

/** `undefined` for what is nested so deep that it cannot be copied: no controller answers so. */
function copied(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return undefined;
  }
}

/** The longest part of a path at whose end there is something. Each repair removes one, so repairing ends. */
function deepestPresent(root: unknown, path: readonly PropertyKey[]): readonly PropertyKey[] {
  let at = root;
  for (const [depth, key] of path.entries()) {
    at = (at as Record<PropertyKey, unknown>)[key];
    if (at === undefined) return path.slice(0, depth);
  }
  return path;
}

function remove(root: unknown, path: readonly PropertyKey[]): void {
  let parent = root as Record<PropertyKey, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<PropertyKey, unknown>;
  parent[path.at(-1) as PropertyKey] = undefined;
}
