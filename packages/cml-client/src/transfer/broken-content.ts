import { CmlError } from "../errors.ts";
import { UPLOAD } from "./check-upload.ts";

/** The error of a content that is not what was announced. */
export function brokenContent(problem: string, cause?: unknown): CmlError {
  return new CmlError(`${UPLOAD}: ${problem}.`, {
    code: "invalid_request",
    operation: UPLOAD,
    ...(cause !== undefined && { cause }),
  });
}

/** The error of a content that fails by itself. */
export function unreadable(cause: unknown): CmlError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return brokenContent(`The content could not be read (${reason})`, cause);
}
