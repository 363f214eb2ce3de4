import { CmlError } from "../errors.ts";
import type { CmlBreakerState } from "../hooks.ts";
import type { BreakerPolicy } from "./breaker-options.ts";

/** What a request says about the controller. `unknown`: its caller left, or the certificate was not believed. */
export type Verdict =
  | { readonly kind: "answered" }
  | { readonly kind: "failed"; readonly error: CmlError }
  | { readonly kind: "unknown" };

/** Stops asking a controller that cannot be reached, and finds out when it can be again. */
export interface Breaker {
  /** The error of a request that must not be sent now; `undefined` when it may be. */
  refusal(operation: string): CmlError | undefined;
  /** A request is being sent, perhaps the one that finds out: its verdict has to follow. */
  begin(): void;
  note(verdict: Verdict): void;
}

/** What a {@link Breaker} needs besides its numbers. */
export interface BreakerContext {
  readonly onChange: (state: CmlBreakerState) => void;
  /** Milliseconds of a clock that never goes back. @defaultValue performance.now */
  readonly now?: () => number;
}

export function createBreaker(policy: BreakerPolicy | false, context: BreakerContext): Breaker {
  if (policy === false) return { refusal: () => undefined, begin: () => {}, note: () => {} };
  const { failures, openMs } = policy;
  const { onChange, now = () => performance.now() } = context;
  let inARow = 0;
  let openUntilMs: number | undefined;
  let probing = false;
  let lastFailure: CmlError | undefined;

  const open = () => {
    openUntilMs = now() + openMs;
    onChange("open");
  };

  return {
    refusal(operation) {
      if (openUntilMs === undefined) return undefined;
      const leftMs = Math.ceil(openUntilMs - now());
      if (!probing && leftMs <= 0) return undefined;
      return heldBack(operation, lastFailure, Math.max(1, leftMs));
    },
    begin() {
      if (openUntilMs === undefined || probing) return;
      probing = true;
      onChange("half_open");
    },
    note(verdict) {
      switch (verdict.kind) {
        case "answered":
          inARow = 0;
          probing = false;
          if (openUntilMs === undefined) return;
          openUntilMs = undefined;
          onChange("closed");
          return;
        case "failed":
          lastFailure = verdict.error;
          inARow += 1;
          // What was under way when it opened fails later, and is no news.
          if (probing || (openUntilMs === undefined && inARow >= failures)) open();
          probing = false;
          return;
        case "unknown":
          // The next one finds out.
          probing = false;
      }
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
