/** Makes one buffer of pieces. */
export type Join = (pieces: readonly Buffer[]) => Buffer;

interface Joined {
  readonly pieces: readonly Buffer[];
  readonly whole: Buffer;
}

/**
 * Joins pieces that never change, and remembers what it made of them: whoever looks after a fleet asks for the same
 * instances again and again, and joining hundreds of them takes longer than everything else about an answer.
 *
 * @param memory Bytes that are kept at most.
 */
export function joiner(memory = 64 * 2 ** 20): Join {
  // By their first piece; those that were made longest ago come first.
  const known = new Map<Buffer, Joined>();
  let size = 0;

  function forget(first: Buffer): void {
    size -= known.get(first)?.whole.length ?? 0;
    known.delete(first);
  }

  return (pieces) => {
    const [first] = pieces;
    if (!first) return Buffer.alloc(0);
    const last = known.get(first);
    if (last && isSame(last.pieces, pieces)) return last.whole;
    const whole = Buffer.concat(pieces);
    forget(first);
    known.set(first, { pieces, whole });
    size += whole.length;
    for (const oldest of known.keys()) {
      if (size <= memory) break;
      forget(oldest);
    }
    return whole;
  };
}

function isSame(one: readonly Buffer[], other: readonly Buffer[]): boolean {
  return one.length === other.length && one.every((piece, index) => piece === other[index]);
}
