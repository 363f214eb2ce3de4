import type { LabLink } from "../labs/wiring.ts";

/** Ends the capture of a link that goes down by itself; one that has ended stays as it is. */
export function endCapture({ capture }: LabLink, atMs: number): void {
  if (capture?.runsAt(atMs)) capture.stop(atMs);
}
