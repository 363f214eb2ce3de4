/** Positions and ids are `*`: a difference is one difference, wherever in a list or a map it turns up. */
export function placeName(key: PropertyKey): string {
  const name = String(key);
  return /^\d+$|^[\da-f]{8}-[\da-f-]{27}$/i.test(name) ? "*" : name.slice(0, 100);
}
