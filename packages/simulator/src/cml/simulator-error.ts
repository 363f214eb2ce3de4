/**
 * `not_found`: there is no lab, or no user, of that name. `cannot_start`: there is no licence, no room or no bridge for what
 * should start.
 */
export type CmlSimulatorErrorCode = "not_found" | "cannot_start";

/** Something that was asked of a simulated controller in process, and is not done. */
export class CmlSimulatorError extends Error {
  readonly code: CmlSimulatorErrorCode;

  constructor(message: string, { code, cause }: { code: CmlSimulatorErrorCode; cause?: unknown }) {
    super(message, { cause });
    this.name = "CmlSimulatorError";
    this.code = code;
  }

  /** Whether something that was thrown is one, whichever copy of this package threw it; of one code, if it is named. */
  static is(error: unknown, code?: CmlSimulatorErrorCode): error is CmlSimulatorError {
    return (
      error instanceof Error &&
      error.name === "CmlSimulatorError" &&
      (code === undefined || (error as CmlSimulatorError).code === code)
    );
  }
}
