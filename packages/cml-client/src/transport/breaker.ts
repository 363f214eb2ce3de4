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
  /** A request is being sent, perhaps the one that finds out: its verdict has to follow, with what is returned here. */
  begin(): Begun;
  note(verdict: Verdict, begun: Begun): void;
}

/** How many answers there had been when a request began. */
export type Begun = number;

/** What a {@link Breaker} needs besides its numbers. */
export interface BreakerContext {
  readonly onChange: (state: CmlBreakerState) => void;
  /** Milliseconds of a clock that never goes back. @defaultValue performance.now */
  readonly now?: () => number;
}

export function createBreaker(policy: BreakerPolicy | false, context: BreakerContext): Breaker {
  if (policy === false) return { refusal: () => undefined, begin: () => 0, note: () => {} };
  const { failures, openMs } = policy;
  const { onChange, now = () => performance.now() } = context;
  let answers = 0;
  let inARow = 0;
  let openUntilMs: number | undefined;
  let probing = false;
  let lastFailure: CmlError | undefined;

  const open = () => {
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
  const count = (error: CmlError) => {
    lastFailure = error;
    inARow += 1;
    // What was under way when it opened fails later, and is no news.
    if (probing || (openUntilMs === undefined && inARow >= failures)) open();
  };

  return {
    refusal(operation) {
      if (openUntilMs === undefined) return undefined;
      const leftMs = Math.ceil(openUntilMs - now());
      if (!probing && leftMs <= 0) return undefined;
      return heldBack(operation, lastFailure, Math.max(1, leftMs));
    },
    begin() {
      if (openUntilMs !== undefined && !probing) {
        probing = true;
        onChange("half_open");
      }
      return answers;
    },
    note(verdict, begun) {
      if (verdict.kind === "answered") close();
      if (verdict.kind === "failed") {
        // Others were answered while it found no connection: it stood in a queue of this side.
        const isOurs = !verdict.sent && answers > begun;
        if (!isOurs) count(verdict.error);
      }
      // Whatever came of it: if it is still open, the next one finds out.
      probing = false;
    },
  };
}

function heldBack(operation: string, cause: CmlError | undefined, retryAfterMs: number): CmlError {
  return new CmlError(
    `${operation}: Not sent, because the controller could not be reached several times in a row; ` +
      `it will be tried again in ${retryAfterMs} ms.`,
    { code: "connection", operation, retryAfterMs, ...(cause && { cause }) },
  );
}
