import type { KnownKeys } from "../known-keys.ts";
import type { CmlConvergenceOptions } from "./convergence.ts";
import type { CmlWaitOptions } from "./deadline.ts";
import type { CmlLabStepProgress } from "./reach.ts";

/** How to bring a lab somewhere. */
export interface CmlLabSequenceOptions extends CmlWaitOptions {
  /** For the whole sequence. @defaultValue 900_000 (15 minutes) */
  readonly timeoutMs?: number | undefined;
  /** Pause between looks, in milliseconds; see {@link CmlConvergenceOptions.pollMs}. @defaultValue 2_000 */
  readonly pollMs?: number;
  /**
   * How long the lab may rest where it was, in milliseconds, after it was told to do something. Then it is told once more,
   * and after that time again the code is `conflict`. @defaultValue 10_000
   */
  readonly graceMs?: number;
  /** Told of each step, and whenever a node is in another state. What it throws is ignored. */
  readonly onProgress?: (progress: CmlLabStepProgress) => void;
}

/** What may be in them. */
export const SEQUENCE_OPTIONS: KnownKeys<CmlLabSequenceOptions> = {
  signal: true,
  timeoutMs: true,
  pollMs: true,
  graceMs: true,
  onProgress: true,
};

/** What may be in the options of a wait. */
export const CONVERGENCE_OPTIONS: KnownKeys<CmlConvergenceOptions> = { ...SEQUENCE_OPTIONS, target: true };
