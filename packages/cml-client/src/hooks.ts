import type { CmlErrorCode } from "./errors.ts";

/** One request that was sent, or could not be sent. */
export interface CmlAttempt {
  /** `GET /labs/{lab_id}` say: never with ids in it, so that it can name a metric. */
  readonly operation: string;
  /** 1 for the first try of a request; a replay after a new login starts at 1 again. */
  readonly attempt: number;
  /** From handing the request over to the end of the answer, in milliseconds. */
  readonly durationMs: number;
  /** HTTP status; `null` when no answer came. */
  readonly status: number | null;
  /** Code of the {@link CmlError} that ended the attempt; `null` when an answer came. */
  readonly failure: CmlErrorCode | null;
}

/** A login that succeeded. */
export interface CmlLogin {
  readonly durationMs: number;
  /** When the token ends by this machine's clock, ISO 8601; `null` when the token does not say. */
  readonly expiresAt: string | null;
}

/** A difference between an answer and what is known of the API. It was tolerated. */
export interface CmlDrift {
  readonly operation: string;
  /** Where in the answer, `computes.*.stats.cpu.percent` say: map keys and positions are written as `*`. */
  readonly path: string;
  /**
   * `unknown_key`: nobody knows this member. `unknown_word`: a member of an enumeration that is new. `unreadable`: another
   * type than expected, or missing; the resource groups take it for unknown (`null`).
   */
  readonly kind: "unknown_key" | "unknown_word" | "unreadable";
}

/** Callbacks for counting and logging. They never see a secret; what they throw is ignored. */
export interface CmlHooks {
  readonly onAttempt?: (attempt: CmlAttempt) => void;
  readonly onLogin?: (login: CmlLogin) => void;
  /** Called once per client, operation and place, not per answer. */
  readonly onDrift?: (drift: CmlDrift) => void;
}

/** Tells a hook, and keeps the call safe from it. */
export function tell<Fact>(hook: ((fact: Fact) => void) | undefined, fact: Fact): void {
  try {
    hook?.(fact);
  } catch {
    // A broken counter must not break the call it counts.
  }
}
