import type { CoreErrorCode } from "@cml-fleet/core";

/** What each AWS error code means to the fleet. EC2 models no errors: `error.name` is the code. */
export const codeByName: ReadonlyMap<string, CoreErrorCode> = new Map<string, CoreErrorCode>([
  ["RequestLimitExceeded", "throttled"],
  ["EC2ThrottledException", "throttled"],
  ["Throttling", "throttled"],
  ["ThrottlingException", "throttled"],
  ["ThrottledException", "throttled"],
  ["TooManyRequestsException", "throttled"],
  ["SlowDown", "throttled"],

  ["InternalError", "unavailable"],
  ["InternalFailure", "unavailable"],
  ["InternalServiceFault", "unavailable"],
  ["Unavailable", "unavailable"],
  ["ServiceUnavailable", "unavailable"],

  ["TimeoutError", "timeout"],
  ["RequestTimeout", "timeout"],
  ["RequestTimeoutException", "timeout"],
  ["AbortError", "aborted"],

  ["AuthFailure", "unauthenticated"],
  ["InvalidClientTokenId", "unauthenticated"],
  ["UnrecognizedClientException", "unauthenticated"],
  ["MissingAuthenticationToken", "unauthenticated"],
  ["SignatureDoesNotMatch", "unauthenticated"],
  ["InvalidSignatureException", "unauthenticated"],
  ["IncompleteSignature", "unauthenticated"],
  ["ExpiredToken", "unauthenticated"],
  ["ExpiredTokenException", "unauthenticated"],
  ["RequestExpired", "unauthenticated"],
  ["CredentialsProviderError", "unauthenticated"],
  ["TokenProviderError", "unauthenticated"],

  ["UnauthorizedOperation", "forbidden"],
  ["AccessDenied", "forbidden"],
  ["AccessDeniedException", "forbidden"],
  ["OptInRequired", "forbidden"],
  ["Blocked", "forbidden"],

  ["IncorrectInstanceState", "conflict"],
  ["IncorrectState", "conflict"],
  ["OperationNotPermitted", "conflict"],
  ["IdempotentParameterMismatch", "conflict"],

  ["Unsupported", "capacity"],
  ["UnfulfillableCapacity", "capacity"],

  ["InstanceLimitExceeded", "quota"],
  ["VcpuLimitExceeded", "quota"],
  ["VolumeLimitExceeded", "quota"],
  ["TagLimitExceeded", "quota"],
  ["MaxSpotInstanceCountExceeded", "quota"],
  ["PendingVerification", "quota"],

  ["MissingParameter", "invalid_input"],
  ["MissingRequiredParameterException", "invalid_input"],
  ["UnknownParameter", "invalid_input"],
  ["ValidationError", "invalid_input"],
  ["ValidationException", "invalid_input"],
  ["FilterLimitExceeded", "invalid_input"],
  ["InvalidRequest", "invalid_input"],
  ["InvalidNextToken", "invalid_input"],
]);

/** Families of AWS codes, asked in this order after {@link codeByName}. */
export const codeByPattern: readonly (readonly [RegExp, CoreErrorCode])[] = [
  [/^Invalid.+\.(NotFound|Malformed|Unavailable)$/, "not_found"],
  [/^Insufficient/, "capacity"],
  [/^Invalid(Parameter|Filter|Input)/, "invalid_input"],
  [/Throttl/, "throttled"],
];

/**
 * What an HTTP status means when AWS gave no code that says more. A 404 says nothing about an instance: EC2 answers 400
 * to that, so it came from a wrong address.
 */
export function codeByStatus(status: number): CoreErrorCode | undefined {
  if (status === 429) return "throttled";
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status >= 500) return "unavailable";
  return status >= 400 ? "rejected" : undefined;
}

/** What Node's own network error codes mean. */
export const codeByNodeCode: ReadonlyMap<string, CoreErrorCode> = new Map<string, CoreErrorCode>([
  ["ETIMEDOUT", "timeout"],
  ["ESOCKETTIMEDOUT", "timeout"],
  ["ECONNRESET", "unavailable"],
  ["ECONNREFUSED", "unavailable"],
  ["EPIPE", "unavailable"],
  ["EHOSTUNREACH", "unavailable"],
  ["ENETUNREACH", "unavailable"],
  ["ENOTFOUND", "unavailable"],
  ["EAI_AGAIN", "unavailable"],
]);
