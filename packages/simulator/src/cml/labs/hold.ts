/** Whether a link or an interface was stopped by itself, apart from its nodes. */
export interface Hold {
  /** Since when it is stopped; `null` unless it was told to. */
  stoppedMs: number | null;
  /** When it was made, or told something last: its state may have changed then. */
  changedMs: number;
}

export function noHold(atMs: number): Hold {
  return { stoppedMs: null, changedMs: atMs };
}

/**
 * Whether it is held back at a moment. That a node which is started anew takes its links and interfaces along is an
 * assumption.
 */
export function isHeld({ stoppedMs }: Hold, startedMs: number | undefined): boolean {
  return stoppedMs !== null && (startedMs === undefined || stoppedMs >= startedMs);
}

/** Stops it by itself, or lets it follow its nodes again. */
export function tellHold(hold: Hold, order: "start" | "stop", atMs: number): void {
  hold.stoppedMs = order === "stop" ? (hold.stoppedMs ?? atMs) : null;
  hold.changedMs = atMs;
}
