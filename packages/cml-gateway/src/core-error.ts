import { CmlError, type CmlErrorCode } from "@cml-fleet/cml-client";
import { type CmlTarget, CoreError, type CoreErrorCode } from "@cml-fleet/core";
import { failureFrom, thrownBySource } from "./failures.ts";

const codes: Readonly<Partial<Record<CmlErrorCode, CoreErrorCode>>> = {
  timeout: "timeout",
  credentials_refused: "unauthenticated",
  unauthorized: "unauthenticated",
  forbidden: "forbidden",
  rate_limited: "throttled",
};

/** An error of the client in the words of the core. Anything not understood is left as it is. */
export function coreErrorFrom(thrown: unknown, target: CmlTarget): unknown {
  const error = thrownBySource(thrown);
  if (!CmlError.is(error)) return error;
  const { message } = failureFrom(error, target);
  return new CoreError(message, {
    code: codes[error.code] ?? "unavailable",
    retryable: error.retryable,
    cause: error,
  });
}

/** The caller changed its mind. */
export function aborted({ workerName }: CmlTarget, cause: unknown): CoreError {
  return new CoreError(`The visit to CML of ${workerName} was aborted.`, { code: "aborted", cause });
}
