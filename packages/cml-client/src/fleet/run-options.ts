import type { KnownKeys } from "../known-keys.ts";
import type { CmlFleetResult } from "./fleet-result.ts";

/** How something is done on a fleet. */
export interface CmlFleetRunOptions<Value> {
  /** Ends it: what is under way and what has not begun has the error `aborted`. */
  readonly signal?: AbortSignal | undefined;
  /** Longest time for each controller, in milliseconds, from when its turn comes. @defaultValue 60_000 */
  readonly timeoutMs?: number | undefined;
  /** Only these controllers. @defaultValue all */
  readonly only?: readonly string[];
  /** Told of each result as it comes. What it throws is ignored. */
  readonly onResult?: (result: CmlFleetResult<Value>) => void;
}

/** What may be in them. */
export const RUN_OPTIONS: KnownKeys<CmlFleetRunOptions<unknown>> = {
  signal: true,
  timeoutMs: true,
  only: true,
  onResult: true,
};
