/** Whether a peer is here. */
export interface Peer {
  /** Why the tests that meet it cannot run; absent when they can. */
  readonly missing?: string;
}

/**
 * Says loudly that a peer is not here. Where the tests must be complete (`CI=true`) that is an error.
 *
 * @param wayOut How to get it, as the end of a sentence.
 */
export function peer(name: string, isHere: boolean, wayOut: string): Peer {
  if (isHere) return {};
  const missing = `${name} is missing: ${wayOut}`;
  if (process.env["CI"] === "true") throw new Error(missing);
  process.stderr.write(`SKIPPED: ${missing}.\n`);
  return { missing };
}
