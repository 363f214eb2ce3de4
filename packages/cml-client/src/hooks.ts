import type { CmlErrorCode } from "./errors.ts";

/** One request about to be handed over to the connections. */
export interface CmlRequestFact {
  /** `GET /labs/{lab_id}` say: never with ids in it, so that it can name a metric. */
  readonly operation: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** 1 for the first try of a request; a replay after a new login starts at 1 again. */
  readonly attempt: number;
}

/** One request that was sent, or could not be sent. */
export interface CmlAttempt {
  /** `GET /labs/{lab_id}` say: never with ids in it, so that it can name a metric. */
  readonly operation: string;
  /** 1 for the first try of a request; a replay after a new login starts at 1 again. */
  readonly attempt: number;
  /** From handing the request over to the end of the answer, in milliseconds, also of a download. */
  readonly durationMs: number;
  /** HTTP status; `null` when no answer came. */
  readonly status: number | null;
  /**
   * Code of the {@link CmlError} that ended the attempt; `null` when an answer came. A download that broke off has both: its
   * status and this.
   */
  readonly failure: CmlErrorCode | null;
}

/** An answer, of whatever status. */
export interface CmlResponse {
  readonly operation: string;
  readonly attempt: number;
  readonly durationMs: number;
  readonly status: number;
}

/** A request that will be made again. */
export interface CmlRetry {
  readonly operation: string;
  /** The number of the try to come, from 2. */
  readonly attempt: number;
  /** The pause before it, in milliseconds. */
  readonly delayMs: number;
  /** HTTP status of the answer before; `null` when there was none. */
  readonly status: number | null;
  /** Code of the failure before; `null` when there was an answer. */
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

/**
 * Whether requests are sent. `open`: none is, for a while. `half_open`: one is, to find out. `closed`: all are again.
 */
export type CmlBreakerState = "open" | "half_open" | "closed";

/** Requests are held back from now on, or are no longer. */
export interface CmlBreakerChange {
  readonly state: CmlBreakerState;
}

/** Callbacks for counting and logging. They never see a secret; what they throw or reject with is ignored. */
export interface CmlHooks {
  readonly onRequest?: (request: CmlRequestFact) => void;
  /** An answer came. {@link CmlHooks.onAttempt} also tells of requests that got none. */
  readonly onResponse?: (response: CmlResponse) => void;
  /** A request is over, with an answer or without. */
  readonly onAttempt?: (attempt: CmlAttempt) => void;
  /** A request failed, and will be made again after a pause. */
  readonly onRetry?: (retry: CmlRetry) => void;
  readonly onLogin?: (login: CmlLogin) => void;
  /** Called once per client, operation and place, not per answer. */
  readonly onDrift?: (drift: CmlDrift) => void;
  readonly onBreaker?: (change: CmlBreakerChange) => void;
}

/** Tells a hook, and keeps the call safe from it. */
export function tell<Fact>(hook: ((fact: Fact) => void) | undefined, fact: Fact): void {
  try {
    const told: unknown = hook?.(fact);
    // An async function passes for a hook; a rejection that nobody hears of would end the process.
    if (told !== undefined) Promise.resolve(told).catch(() => {});
  } catch {
    // A broken counter must not break the call it counts.
  }
}
