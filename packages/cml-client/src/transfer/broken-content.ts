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
