import { CmlError } from "../errors.ts";
import type { CmlBreakerState } from "../hooks.ts";
import type { BreakerPolicy } from "./breaker-options.ts";

/** What a request says about the controller. `unknown`: its caller left, or the certificate was not believed. */
export type Verdict =
  | { readonly kind: "answered" }
  | { readonly kind: "failed"; readonly error: CmlError; readonly sent: boolean }
  | { readonly kind: "unknown" };

/** Stops asking a controller that cannot be reached, and finds out when it can be again. */
export interface Breaker {
  /** The error of a request that must not be sent now; `undefined` when it may be. */
  refusal(operation: string): CmlError | undefined;
  /**
   * A request is being sent: its verdict has to follow, with what is returned here.
   *
   * @param mayProbe Whether it may be the one that finds out, while all others wait for it. A file is none: its answer may
   *   take minutes to begin.
   */
  begin(mayProbe: boolean): Begun;
  note(verdict: Verdict, begun: Begun): void;
}

/** How things stood when a request began. */
export interface Begun {
  /** Answers so far. */
  readonly answers: number;
  /** How often requests had been held back. */
  readonly openings: number;
  readonly isProbe: boolean;
}

/** What a {@link Breaker} needs besides its numbers. */
export interface BreakerContext {
  readonly onChange: (state: CmlBreakerState) => void;
  /** Milliseconds of a clock that never goes back. @defaultValue performance.now */
  readonly now?: () => number;
}

export function createBreaker(policy: BreakerPolicy | false, context: BreakerContext): Breaker {
  if (policy === false) return { refusal: () => undefined, begin: () => NEVER_OPEN, note: () => {} };
  const { failures, openMs } = policy;
  const { onChange, now = () => performance.now() } = context;
  let answers = 0;
  let openings = 0;
  let inARow = 0;
  let openUntilMs: number | undefined;
  let probing = false;
  let lastFailure: CmlError | undefined;

  const open = () => {
    openings += 1;
    openUntilMs = now() + openMs;
    onChange("open");
  };
  const close = () => {
    answers += 1;
    inARow = 0;
    if (openUntilMs === undefined) return;
    openUntilMs = undefined;
    onChange("closed");
  };
  const count = (error: CmlError, begun: Begun) => {
    lastFailure = error;
    inARow += 1;
    // What was under way when it opened fails later, and is no news.
    const isNews =
      openUntilMs === undefined ? inARow >= failures : begun.openings === openings && now() >= openUntilMs;
    if (isNews) open();
  };

  return {
    refusal(operation) {
      if (openUntilMs === undefined) return undefined;
      const leftMs = Math.ceil(openUntilMs - now());
      if (leftMs > 0) return heldBack(operation, lastFailure, leftMs, "it will be tried again");
      return probing
        ? heldBack(operation, lastFailure, openMs, "a request is finding out; try again")
        : undefined;
    },
    begin(mayProbe) {
      const isProbe = mayProbe && openUntilMs !== undefined && !probing;
      if (isProbe) {
        probing = true;
        onChange("half_open");
      }
      return { answers, openings, isProbe };
    },
    note(verdict, begun) {
      if (verdict.kind === "answered") close();
      if (verdict.kind === "failed") {
        // Others were answered while it found no connection: it stood in a queue of this side.
        const isOurs = !verdict.sent && answers > begun.answers;
        if (!isOurs) count(verdict.error, begun);
      }
      // Whatever came of it: if it is still open, the next one finds out.
      if (begun.isProbe) probing = false;
    },
  };
}

const NEVER_OPEN: Begun = { answers: 0, openings: 0, isProbe: false };

function heldBack(
  operation: string,
  cause: CmlError | undefined,
  retryAfterMs: number,
  whatNow: string,
): CmlError {
  return new CmlError(
    `${operation}: Not sent, because the controller could not be reached several times in a row; ` +
      `${whatNow} in ${retryAfterMs} ms.`,
    { code: "connection", operation, retryAfterMs, ...(cause && { cause }) },
  );
}
