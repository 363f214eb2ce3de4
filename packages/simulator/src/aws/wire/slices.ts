/** Bytes within a block. A block is never written to again, so answers on their way can share it. */
export interface Slice {
  readonly block: Buffer;
  readonly from: number;
  readonly to: number;
}

/** A text in a block of its own. */
export function sliceOf(text: string): Slice {
  const block = Buffer.from(text);
  return { block, from: 0, to: block.length };
}

/** How often the next slice does not follow the one before in memory. */
export function gaps(slices: readonly Slice[]): number {
  let count = 0;
  for (let index = 1; index < slices.length; index++) {
    if (!follows(slices[index - 1]!, slices[index]!)) count += 1;
  }
  return count;
}

/** Copies slices next to each other. */
export function gathered(slices: readonly Slice[]): readonly Slice[] {
  let length = 0;
  for (const { from, to } of slices) length += to - from;
  const block = Buffer.allocUnsafeSlow(length);
  let end = 0;
  return slices.map((slice) => {
    const from = end;
    end += slice.block.copy(block, from, slice.from, slice.to);
    return { block, from, to: end };
  });
}

/** Buffers one answer is sent in at most: beyond, copying costs less than handing them over. */
const mostBuffers = 64;

/** The bytes of slices as they are sent: those that follow each other in memory are one buffer. */
export function buffersOf(slices: readonly Slice[]): readonly Buffer[] {
  const buffers: Buffer[] = [];
  for (let index = 0; index < slices.length; ) {
    const first = slices[index]!;
    let last = first;
    for (index += 1; index < slices.length && follows(last, slices[index]!); index++) last = slices[index]!;
    buffers.push(first.block.subarray(first.from, last.to));
  }
  return buffers.length > mostBuffers ? [Buffer.concat(buffers)] : buffers;
}

function follows(one: Slice, next: Slice): boolean {
  return one.block === next.block && one.to === next.from;
}
