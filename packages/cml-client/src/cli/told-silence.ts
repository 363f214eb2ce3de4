import type { CmlHooks } from "../hooks.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Says once that a controller does not answer any more, and once that it does again: waits put up with that for minutes. One
 * that never answered is an error of its own.
 */
export function toldSilence({ err, signal }: Pick<Terminal, "err" | "signal">): CmlHooks {
  let isKnown = false;
  let isSilent = false;
  return {
    onAttempt({ status, failure }) {
      if (status !== null) {
        if (isSilent) err("The controller answers again.\n");
        isKnown = true;
        isSilent = false;
      } else if (isKnown && !isSilent && !signal.aborted && failure !== "aborted") {
        isSilent = true;
        err("The controller does not answer; still trying.\n");
      }
    },
  };
}
