import { setImmediate as nextTurn } from "node:timers/promises";

/** A few milliseconds of work. */
const sliceLength = 1_000;

/** Makes pieces of many items, a slice at a time: who else waits for an answer gets it in between. */
export async function inSlices(
  count: number,
  pieceOf: (from: number, to: number) => Buffer,
): Promise<readonly Buffer[]> {
  const pieces: Buffer[] = [];
  for (let from = 0; from < count; from += sliceLength) {
    if (from > 0) await nextTurn();
    pieces.push(pieceOf(from, Math.min(count, from + sliceLength)));
  }
  return pieces;
}
