import { STATUS_CODES } from "node:http";
import { CoreError, type CoreErrorCode, type Logger } from "@cml-fleet/core";
import type { ErrorRequestHandler, RequestHandler, Response } from "express";

/** An error as clients get it (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** A sentence a person can act on. */
  readonly detail: string;
  /** The same as in `type`, for programs. */
  readonly code: string;
}

/** The HTTP status of each error of the core. What AWS or a controller refuses is a bad gateway, not the caller's fault. */
const statuses: Readonly<Record<CoreErrorCode, number>> = {
  already_exists: 409,
  illegal_transition: 409,
  conflict: 409,
  invalid_input: 422,
  not_found: 404,
  version_conflict: 412,
  capacity: 503,
  quota: 503,
  throttled: 503,
  unavailable: 503,
  aborted: 503,
  timeout: 504,
  forbidden: 502,
  rejected: 502,
  unauthenticated: 502,
};

/** Seconds after which a call that may succeed later is worth repeating. */
const RETRY_AFTER_S = 5;

export function sendProblem(response: Response, status: number, code: string, detail: string): void {
  const problem: Problem = {
    type: `urn:cml-fleet:problem:${code}`,
    title: STATUS_CODES[status] ?? "Error",
    status,
    detail,
    code,
  };
  response.status(status).type("application/problem+json").send(JSON.stringify(problem));
}

/** Answers requests that no route takes. */
export const noSuchPath: RequestHandler = (request, response) => {
  sendProblem(response, 404, "no_such_path", `There is no ${request.method} ${request.path}.`);
};

/** Answers what routes throw. The inside of an unexpected error is for the log only. */
export function problems(logger: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    if (CoreError.is(error)) {
      const status = statuses[error.code];
      if (error.retryable && status >= 500) response.set("retry-after", String(RETRY_AFTER_S));
      return sendProblem(response, status, error.code, error.message);
    }
    const status = clientErrorStatus(error);
    if (status !== undefined) {
      return sendProblem(
        response,
        status,
        "bad_request",
        `The request cannot be read: ${(error as Error).message}`,
      );
    }
    logger.error("A request failed unexpectedly.", {
      method: request.method,
      path: request.path,
      error: stackOf(error),
    });
    return sendProblem(response, 500, "unexpected", "Something went wrong here. The log has the details.");
  };
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Express and its body parser mark what the caller did wrong with a 4xx `status`. */
function clientErrorStatus(error: unknown): number | undefined {
  const { status } = (error ?? {}) as { readonly status?: unknown };
  return typeof status === "number" && status >= 400 && status < 500 ? status : undefined;
}
