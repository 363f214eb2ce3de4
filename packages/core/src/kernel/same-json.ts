type Json = Readonly<Record<string, unknown>>;

/**
 * Whether two pieces of plain JSON are equal, whatever the order of their keys: a store may not keep it. A member that is
 * `undefined` counts as absent, as it does once written.
 */
export function sameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (!isContainer(left) || !isContainer(right) || Array.isArray(left) !== Array.isArray(right)) return false;
  return contains(left, right) && noMoreThan(left, right);
}

function contains(whole: Json, part: Json): boolean {
  for (const key in part) if (!sameJson(whole[key], part[key])) return false;
  return true;
}

function noMoreThan(whole: Json, part: Json): boolean {
  for (const key in whole) if (whole[key] !== undefined && part[key] === undefined) return false;
  return true;
}

/** Of arrays, the keys are the positions. */
function isContainer(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}
