import type { CmlClient } from "../client.ts";

/** The turn of one controller. */
export interface CmlFleetTurn {
  readonly id: string;
  /** Ends when the time of this controller does. */
  readonly signal: AbortSignal;
}

/** What is done on each controller. */
export type CmlFleetWork<Value> = (cml: CmlClient, turn: CmlFleetTurn) => Promise<Value>;
