/** One comparison: our way of doing a piece of work, and the bare work. */
export interface Row {
  readonly name: string;
  /** What is measured, in words. */
  readonly unit: string;
  /** The ratio to stay at or below. */
  readonly target: number;
  /** Sets the peers up. */
  open(): Promise<Subject>;
}

/** The two sides of a comparison. Each does the same amount of work per call. */
export interface Subject extends AsyncDisposable {
  /** What happens before each round and is part of neither side's work. @defaultValue nothing */
  prepare?(): Promise<void>;
  ours(): Promise<void>;
  bare(): Promise<void>;
}

/** What came out. Times are milliseconds. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly oursMs: number;
  readonly bareMs: number;
  /** Median of the ratios of neighbouring rounds. */
  readonly ratio: number;
  readonly target: number;
}

const WARM_UP = 3;
const ROUNDS = 15;

/**
 * Runs both sides by turns, so that whatever else the machine does hits both, and compares each round with its
 * neighbour.
 */
export async function measure({ name, unit, target, open }: Row): Promise<Result> {
  await using subject = await open();
  for (let round = 0; round < WARM_UP; round++) {
    await subject.prepare?.();
    await subject.ours();
    await subject.bare();
  }
  const rounds: { readonly ours: number; readonly bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await subject.prepare?.();
    // Whoever goes first may find the machine in another state: take turns.
    const oursFirst = round % 2 === 0;
    const first = await timed(oursFirst ? subject.ours : subject.bare);
    const second = await timed(oursFirst ? subject.bare : subject.ours);
    rounds.push(oursFirst ? { ours: first, bare: second } : { ours: second, bare: first });
  }
  return {
    name,
    unit,
    oursMs: median(rounds.map(({ ours }) => ours)),
    bareMs: median(rounds.map(({ bare }) => bare)),
    ratio: median(rounds.map(({ ours, bare }) => ours / bare)),
    target,
  };
}

async function timed(work: () => Promise<void>): Promise<number> {
  // The other side's garbage goes first. Not a full collection: that also throws compiled code away.
  globalThis.gc?.({ type: "minor" });
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1] as number;
}
