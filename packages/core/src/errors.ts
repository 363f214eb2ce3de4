/**
 * What went wrong, for programs to switch on.
 *
 * The first group is the fleet's own; the second is how adapters report the outside world, whichever
 * technology it is.
 */
export type CoreErrorCode =
  | "already_exists"
  | "illegal_transition"
  | "invalid_input"
  | "not_found"
  | "version_conflict"
  | "aborted"
  | "capacity"
  | "conflict"
  | "forbidden"
  | "quota"
  | "rejected"
  | "throttled"
  | "timeout"
  | "unauthenticated"
  | "unavailable";

/** How a {@link CoreError} is made. */
export interface CoreErrorOptions {
  readonly code: CoreErrorCode;
  /** @defaultValue false */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/**
 * Base of every error this package and its adapters throw on purpose.
 *
 * Recognise one with {@link CoreError.is} rather than `instanceof`: the check still holds when two
 * copies of this package are installed side by side.
 */
export class CoreError extends Error {
  readonly isCoreError = true;
  readonly code: CoreErrorCode;
  /** Whether the same call may succeed if it is simply made again. */
  readonly retryable: boolean;

  constructor(message: string, options: CoreErrorOptions) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.name = new.target.name;
    this.code = options.code;
    this.retryable = options.retryable ?? false;
  }

  static is<C extends CoreErrorCode>(error: unknown, code?: C): error is CoreError & { code: C } {
    return (
      typeof error === "object" &&
      error !== null &&
      "isCoreError" in error &&
      (code === undefined || (error as CoreError).code === code)
    );
  }
}

/** The aggregate's current state does not allow what was asked. */
export class IllegalTransitionError extends CoreError {
  constructor(subject: string, from: string, attempted: string) {
    super(`Cannot ${attempted} ${subject} while it is ${from}.`, { code: "illegal_transition" });
  }
}

/** Someone else saved a newer version first. */
export class VersionConflictError extends CoreError {
  constructor(subject: string, expected: number, actual: number) {
    super(`${subject} is at version ${actual}, but version ${expected} was expected.`, {
      code: "version_conflict",
      retryable: true,
    });
  }
}
