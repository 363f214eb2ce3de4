import type { Terminal } from "./terminal.ts";

/** One line that is written again and again while work gets on. */
export interface ProgressLine extends Disposable {
  /** Shows how far it is. What comes too soon after the last is left out. */
  show(text: string): void;
}

/** Between two looks at the line, in milliseconds: a person sees no more. */
const PAUSE_MS = 100;

const CLEARED = "\r\u001b[K";

/** Nothing is written where nobody looks; and nothing is left of the line at the end. */
export function progressLine({
  isErrInteractive,
  err,
}: Pick<Terminal, "isErrInteractive" | "err">): ProgressLine {
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    show(text) {
      const now = performance.now();
      if (!isErrInteractive || now - shownAt < PAUSE_MS) return;
      shownAt = now;
      err(`${CLEARED}${text}`);
    },
    [Symbol.dispose]() {
      if (shownAt > 0) err(CLEARED);
    },
  };
}
