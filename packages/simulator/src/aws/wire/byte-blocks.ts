/** Bytes of an answer, in memory that is used again once they are sent. */
export interface Block {
  readonly bytes: Buffer;
  /** Gives the memory back; nobody may look at the bytes afterwards. */
  release(): void;
}

const blockSize = 2 ** 20;
/** Blocks that are kept at most: as many answers as are usually on their way at a time. */
const kept = 16;
const free: Buffer[] = [];

/**
 * Joins pieces of an answer. Fresh memory for hundreds of instances costs more time than everything else about an
 * answer; an answer that is never released is memory like any other.
 */
export function join(pieces: readonly Buffer[]): Block {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const block =
    length > blockSize ? Buffer.allocUnsafe(length) : (free.pop() ?? Buffer.allocUnsafe(blockSize));
  let end = 0;
  for (const piece of pieces) {
    block.set(piece, end);
    end += piece.length;
  }
  return {
    bytes: block.subarray(0, length),
    release() {
      if (block.length === blockSize && free.length < kept) free.push(block);
    },
  };
}
