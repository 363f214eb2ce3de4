/** HTTP statuses of codes that are not 400. Two independent field reports have the capacity error as 500. */
const statuses: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  AuthFailure: 401,
  DryRunOperation: 412,
  ExpiredToken: 403,
  InsufficientInstanceCapacity: 500,
  InternalError: 500,
  InternalServiceFault: 500,
  InvalidClientTokenId: 403,
  MissingAuthenticationToken: 403,
  RequestLimitExceeded: 503,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  Unavailable: 503,
  UnauthorizedOperation: 403,
};

/** A refusal as AWS words it; thrown from anywhere in an action. */
export class AwsApiError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number = statuses[code] ?? 400) {
    super(message);
    this.name = "AwsApiError";
    this.code = code;
    this.status = status;
  }
}
