/**
 * `invalid_option`: an option, or something that was added later, is not as it has to be. `not_found`: there is no lab, or no
 * user, of that name. `cannot_start`: there is no licence, no room or no bridge for what should start.
 */
export type SimulatorErrorCode = "invalid_option" | "not_found" | "cannot_start";

/** How a {@link SimulatorError} is made. */
export interface SimulatorErrorOptions {
  readonly code: SimulatorErrorCode;
  readonly option?: string;
  readonly cause?: unknown;
}

/**
 * Something that was asked of a simulator, and is not done. Its message is a sentence that says what to ask instead.
 *
 * Recognise one with {@link SimulatorError.is} rather than `instanceof`: the check still holds when two copies of this
 * package are installed side by side.
 */
export class SimulatorError extends Error {
  readonly isSimulatorError = true;
  readonly code: SimulatorErrorCode;
  /** Asking again brings the same. */
  readonly retryable = false;
  /** The first option that is not as it has to be, as in `labs[0].nodes[1]`. */
  declare readonly option?: string;

  constructor(message: string, { code, option, cause }: SimulatorErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "SimulatorError";
    this.code = code;
    if (option !== undefined) this.option = option;
  }

  /** Whether something thrown is a {@link SimulatorError}, with this code if one is given. */
  static is<Code extends SimulatorErrorCode>(
    error: unknown,
    code?: Code,
  ): error is SimulatorError & { code: Code } {
    return (
      typeof error === "object" &&
      error !== null &&
      "isSimulatorError" in error &&
      (code === undefined || (error as SimulatorError).code === code)
    );
  }
}
