/** How far a controller has booted. */
export type Phase = "proxy only" | "starting" | "ready";

/** How far one is after so long with power, if it boots for `bootMs`. */
export function phaseAfter(elapsedMs: number, bootMs: number): Phase {
  if (elapsedMs >= bootMs) return "ready";
  return elapsedMs < bootMs / 2 ? "proxy only" : "starting";
}
