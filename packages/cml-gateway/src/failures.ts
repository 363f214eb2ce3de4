import { CmlError, type CmlErrorCode } from "@cml-fleet/cml-client";
import type { CmlFailure, CmlFailureCode, CmlTarget } from "@cml-fleet/core";

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

/** What an error of the client means for the worker, with the way out. */
export function failureFrom(error: unknown, target: CmlTarget): CmlFailure {
  if (!CmlError.is(error)) {
    return {
      code: "bad_answer",
      message: `${target.workerName}: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  const code = codeOf(error);
  return { code, message: sentence(code, error, target) };
}

function codeOf(error: CmlError): CmlFailureCode {
  // The web server in front of CML answers 502 while CML itself is still starting.
  if (error.code === "unavailable")
    return error.status === 502 || error.status === 503 ? "not_ready" : "server_error";
  return codes[error.code] ?? "bad_answer";
}

function sentence(code: CmlFailureCode, error: CmlError, { workerName, endpoint }: CmlTarget): string {
  switch (code) {
    case "unreachable":
      return `No connection to CML of ${workerName} at ${endpoint}. Check that its security group lets this service in.`;
    case "timeout":
      return `CML of ${workerName} at ${endpoint} accepts connections but does not answer in time.`;
    case "not_ready":
      return `CML of ${workerName} is starting: its web server answers, the controller does not yet.`;
    case "credentials_refused":
      return `CML of ${workerName} refuses the login. Check CML_WORKER_API_USERNAME and CML_WORKER_API_PASSWORD, or the worker's own credentials.`;
    case "forbidden":
      return `The login lets this service in to CML of ${workerName}, but not read everything: it needs an administrator.`;
    case "certificate_changed":
      return `CML of ${workerName} presents another certificate than the one it is known by, so no login was sent. ${error.message} If it was re-installed on purpose, trust the new certificate.`;
    case "certificate_untrusted":
      return `The certificate of CML of ${workerName} is not trusted. ${error.message}`;
    case "bad_answer":
    case "server_error":
      return `CML of ${workerName}: ${error.message}`;
  }
}
