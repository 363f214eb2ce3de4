import { seeded } from "./seeded.ts";

/** How a value wanders: which one it is, and how long one swing takes. */
export interface Drift {
  readonly seed: number;
  readonly name: string;
  readonly swingMs: number;
}

/**
 * A value in [-1, 1] that wanders smoothly with time and can be asked for any moment, past or future, in any order.
 *
 * Nothing is remembered: two moments one swing apart are independent, those between them are interpolated.
 */
export function drift({ seed, name, swingMs }: Drift, atMs: number): number {
  const position = atMs / swingMs;
  const before = Math.floor(position);
  const fraction = position - before;
  const weight = fraction * fraction * (3 - 2 * fraction);
  const from = seeded(seed, name, before);
  const to = seeded(seed, name, before + 1);
  return 2 * (from + (to - from) * weight) - 1;
}
