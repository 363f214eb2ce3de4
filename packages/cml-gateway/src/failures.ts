import { CmlError, type CmlErrorCode } from "@cml-fleet/cml-client";
import { type CmlFailure, type CmlFailureCode, type CmlTarget, CoreError } from "@cml-fleet/core";

const codes: Readonly<Partial<Record<CmlErrorCode, CmlFailureCode>>> = {
  connection: "unreachable",
  closed: "unreachable",
  timeout: "timeout",
  certificate_changed: "certificate_changed",
  certificate_untrusted: "certificate_untrusted",
  credentials_refused: "credentials_refused",
  unauthorized: "credentials_refused",
  forbidden: "forbidden",
  rate_limited: "server_error",
};

/** What an error means for the worker, with the way out. */
export function failureFrom(thrown: unknown, target: CmlTarget): CmlFailure {
  const { workerName } = target;
  const error = thrownBySource(thrown);
  if (CmlError.is(error)) {
    const code = codeOf(error);
    return { code, message: sentence(code, error, target) };
  }
  // The source of the credentials is the only one who throws in the core's words.
  if (CoreError.is(error)) {
    return {
      code: "credentials_refused",
      message: `No login was sent to CML of ${workerName}: ${error.message}`,
    };
  }
  const said = error instanceof Error ? error.message : String(error);
  return { code: "bad_answer", message: `CML of ${workerName} could not be asked: ${said}` };
}

/** What the source of the credentials threw, where the client wrapped that; else the error itself. */
export function thrownBySource(error: unknown): unknown {
  const isWrapped = CmlError.is(error, "unauthorized") && error.status === undefined;
  return (isWrapped && error.cause) || error;
}

function codeOf(error: CmlError): CmlFailureCode {
  // The web server in front of CML answers 502 while CML itself is still starting.
  if (error.code === "unavailable") {
    return error.status === 502 || error.status === 503 ? "not_ready" : "server_error";
  }
  return codes[error.code] ?? "bad_answer";
}

function sentence(code: CmlFailureCode, error: CmlError, { workerName, endpoint }: CmlTarget): string {
  switch (code) {
    case "unreachable":
      return `No connection to CML of ${workerName} at ${endpoint}. Check that its security group lets this service in.`;
    case "timeout":
      // A security group that does not let this service in looks the same as a controller that is too busy.
      return `CML of ${workerName} at ${endpoint} did not answer in time. ${error.message} Check its load, and that its security group lets this service in.`;
    case "not_ready":
      return `CML of ${workerName} is starting: its web server answers, the controller does not yet.`;
    case "credentials_refused":
      return `CML of ${workerName} refuses the login. Check the user name and password the fleet has for it, and that the account is active.`;
    case "forbidden":
      return `The login lets this service in to CML of ${workerName}, but not read everything: it needs an administrator.`;
    case "certificate_changed":
      return `CML of ${workerName} presents the certificate ${error.actual} instead of ${error.expected}, so nothing was sent to it. If it was re-installed on purpose, trust the new certificate.`;
    case "certificate_untrusted":
      return `The certificate of CML of ${workerName} is not trusted, so nothing was sent to it. ${error.message}`;
    case "bad_answer":
    case "server_error":
      return `CML of ${workerName}: ${error.message}`;
  }
}
