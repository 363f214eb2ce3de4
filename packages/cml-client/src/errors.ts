import type { CmlFallenNode } from "./waiting/fallen-node.ts";

/**
 * What went wrong, for programs to switch on.
 *
 * `rejected` is any other 4xx, `unavailable` any 5xx, `unexpected` an answer that cannot be understood.
 * `conflict` is a 409, and a lab that rests elsewhere than it was to be brought.
 * `fell_back`: nodes that ran do not any more, though nobody waited for that; see {@link CmlError.nodes}.
 * `registration_failed`: the controller could not register; see {@link CmlError.detail}.
 */
export type CmlErrorCode =
  | "invalid_request"
  | "aborted"
  | "timeout"
  | "connection"
  | "certificate_untrusted"
  | "certificate_changed"
  | "credentials_refused"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rejected"
  | "rate_limited"
  | "unavailable"
  | "unexpected"
  | "closed"
  | "fell_back"
  | "registration_failed";

const RETRYABLE: ReadonlySet<CmlErrorCode> = new Set([
  "timeout",
  "connection",
  "rate_limited",
  "unavailable",
]);

/** How a {@link CmlError} is made. */
export interface CmlErrorOptions {
  readonly code: CmlErrorCode;
  /** @defaultValue what the code says by itself */
  readonly retryable?: boolean;
  readonly operation?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly retryAfterMs?: number;
  readonly expected?: string;
  readonly actual?: string;
  readonly nodes?: readonly CmlFallenNode[];
  readonly cause?: unknown;
}

/**
 * The one error this package throws on purpose. Its message is a sentence that may be shown and logged: the client puts no
 * secret into it, and strikes the token, the secrets of the request and the last 16 of its logins, and what is called a
 * password or looks like a token out of what a controller says. A controller that repeats an older one in plain prose gets
 * that past it.
 *
 * Recognise one with {@link CmlError.is} rather than `instanceof`: the check still holds when two copies of
 * this package are installed side by side.
 */
export class CmlError extends Error {
  readonly isCmlError = true;
  readonly code: CmlErrorCode;
  /** Whether the same call may succeed if it is simply made again, later. */
  readonly retryable: boolean;
  /** The operation in its template form, `GET /labs/{lab_id}` say; absent when no operation was concerned. */
  declare readonly operation?: string;
  /** HTTP status of the answer; absent when there was none. */
  declare readonly status?: number;
  /** What the controller said, at most 500 characters. */
  declare readonly detail?: string;
  /** How long the controller asks to wait, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** The pinned SHA-256 fingerprint, 64 lower-case hex digits; only with `certificate_changed`. */
  declare readonly expected?: string;
  /** The presented SHA-256 fingerprint, 64 lower-case hex digits; only with `certificate_changed`. */
  declare readonly actual?: string;
  /** The nodes that fell back; only with `fell_back`. */
  declare readonly nodes?: readonly CmlFallenNode[];

  constructor(message: string, options: CmlErrorOptions) {
    const { code, cause, retryable = RETRYABLE.has(code), ...facts } = options;
    super(message, cause === undefined ? undefined : { cause });
    this.name = "CmlError";
    this.code = code;
    this.retryable = retryable;
    Object.assign(this, facts);
  }

  /** Whether something thrown is a {@link CmlError}, with this code if one is given. */
  static is<Code extends CmlErrorCode>(error: unknown, code?: Code): error is CmlError & { code: Code } {
    return (
      typeof error === "object" &&
      error !== null &&
      "isCmlError" in error &&
      (code === undefined || (error as CmlError).code === code)
    );
  }
}
