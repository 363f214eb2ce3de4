import { spawnSync } from "node:child_process";

/** A piece of work, and how much memory it may take. */
export interface GrowthRow {
  readonly name: string;
  /** What is measured, in words. */
  readonly unit: string;
  /** The growth to stay at or below, in MB of 1,000,000 bytes. @defaultValue none: the row is there for comparison */
  readonly targetMb?: number;
  /** Path of a program that does the work, and writes the growth in bytes to standard output. */
  readonly program: string;
  /** What the program is told. @defaultValue nothing */
  readonly args?: readonly string[];
}

/** What came out. */
export interface GrowthResult extends Omit<GrowthRow, "program" | "args"> {
  readonly growthMb: number;
  readonly seconds: number;
}

/** Runs the program in a process of its own: what ran before in this one would have left memory to take. */
export function measureGrowth({ program, args = [], ...row }: GrowthRow): GrowthResult {
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@cml-fleet/source", "--expose-gc", program, ...args],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(`${row.name}: ${stderr}`);
  return { ...row, growthMb: Number(stdout) / 1e6, seconds: (performance.now() - startedAt) / 1_000 };
}
