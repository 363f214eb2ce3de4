const EVERY_MS = 20;

/** By how many bytes the resident memory of this process exceeds, at its peak, what it was before. */
export async function peakGrowth(work: () => Promise<void>): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, EVERY_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  look();
  return peak - before;
}

/** How many bytes the work leaves on the heap that nothing gives back. */
export async function keptGrowth(work: () => Promise<void>): Promise<number> {
  const before = await settled();
  await work();
  return (await settled()) - before;
}

async function settled(): Promise<number> {
  // Twice, with a turn between: finalizers free what the first run could not.
  globalThis.gc?.();
  await new Promise(setImmediate);
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
