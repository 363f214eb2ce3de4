import { CoreError, type CoreErrorCode } from "@cml-fleet/core";
import { codeByName, codeByNodeCode, codeByPattern, codeByStatus } from "./error-codes.ts";
import { actionOf } from "./permissions.ts";

/** Which call of AWS something is said about. */
export interface AwsCall {
  /** As the AWS API reference spells it: `DescribeInstances`. */
  readonly operation: string;
  readonly region: string;
}

/** The parts of an error of the AWS SDK that are looked at; its classes differ between copies of the SDK. */
interface AwsError extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/**
 * Says in the fleet's words what AWS, or the way to it, said. The original stays the `cause`.
 *
 * The message names the operation, the region and AWS's code; never a parameter, since those can be secret.
 *
 * @throws The error itself when it came neither from AWS nor from the network: that is a defect, not an answer.
 */
export function toCoreError(error: unknown, call: AwsCall): CoreError {
  if (CoreError.is(error)) return error;
  const code = error instanceof Error ? classify(error) : undefined;
  if (code === undefined) throw error;
  return new CoreError(messageFor(code, error as AwsError, call), {
    code,
    retryable: code === "throttled" || code === "unavailable" || code === "timeout",
    cause: error,
  });
}

/** By AWS's code, then by HTTP status, then by Node's network code. `undefined` for anything that is none of these. */
function classify(error: AwsError): CoreErrorCode | undefined {
  // The SDK calls a reset connection a TimeoutError; Node's own code knows better.
  const network = typeof error.code === "string" ? codeByNodeCode.get(error.code) : undefined;
  if (error.name === "TimeoutError" && network) return network;
  const named =
    codeByName.get(error.name) ?? codeByPattern.find(([pattern]) => pattern.test(error.name))?.[1];
  if (named) return named;
  const { $metadata } = error;
  const status = $metadata?.httpStatusCode;
  const byStatus = status === undefined ? undefined : codeByStatus(status);
  // An answer that could not be parsed has metadata but no code, whatever its status was.
  return byStatus ?? network ?? ($metadata && status !== undefined ? "unavailable" : undefined);
}

const facts: Partial<Record<CoreErrorCode, string>> = {
  throttled: "AWS is being asked too often",
  unavailable: "AWS gave no usable answer",
  timeout: "AWS did not answer in time",
  aborted: "the caller gave up",
  unauthenticated: "AWS does not accept the credentials",
  forbidden: "the credentials do not allow it",
  not_found: "AWS knows no such thing",
  conflict: "the state of what was named does not allow it",
  capacity: "AWS has no room for it here and now",
  quota: "a limit of the account is reached",
  invalid_input: "AWS does not accept the parameters",
};

const waysOut: Partial<Record<CoreErrorCode, string>> = {
  throttled: "Ask less often, or have the account's request limit raised.",
  unavailable: "Try again later.",
  timeout: "Try again later.",
  unauthenticated:
    "Check that credentials are configured and current, and that this machine's clock is right.",
  capacity: "Try again later, or with another instance type or zone.",
  quota: "Have the limit raised, or free what is not needed.",
};

function messageFor(code: CoreErrorCode, error: AwsError, { operation, region }: AwsCall): string {
  const requestId = error.$metadata?.requestId;
  const source = [error.name, requestId && `request ${requestId}`].filter(Boolean).join(", ");
  const fact = facts[code] ?? "AWS refused it";
  const wayOut = code === "forbidden" ? `Allow the action ${actionOf(operation)}.` : waysOut[code];
  return `${operation} in ${region}: ${fact} (${source}).${wayOut ? ` ${wayOut}` : ""}`;
}
