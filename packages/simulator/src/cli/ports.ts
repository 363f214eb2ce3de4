import { type Given, numberOf } from "./flags.ts";
import { UsageError } from "./usage-error.ts";

/** Ports in a row, one for each of some servers. */
export interface Ports {
  /** Of the first; 0 where each takes any free one. */
  readonly first: number;
  readonly of: (index: number) => number;
}

const lastPort = 65_535;

/** @throws UsageError when they do not all exist. */
export function portsFrom(given: Given, name: string, count: number): Ports | undefined {
  const first = numberOf(given, name, 0, lastPort);
  if (first === undefined) return undefined;
  if (first + count - 1 > lastPort)
    throw new UsageError(
      `${count} ports from ${first} on reach beyond ${lastPort}: choose a lower --${name}.`,
    );
  return { first, of: (index) => (first === 0 ? 0 : first + index) };
}

/** Whether two rows of so many ports have some in common. */
export function overlap(one: Ports, other: Ports, count: number): boolean {
  return one.first > 0 && other.first > 0 && Math.abs(one.first - other.first) < count;
}
