import type { WireAnswer } from "../../http/respond.ts";
import { AwsApiError } from "../aws-error.ts";

const contentType = "application/x-amz-json-1.0";

/** Codes of the query protocol whose errors are called otherwise in those that came after it. */
const names: Readonly<Record<string, string>> = {
  ExpiredToken: "ExpiredTokenException",
  InvalidClientTokenId: "UnrecognizedClientException",
  InvalidParameterCombination: "InvalidParameterCombinationException",
  InvalidParameterValue: "InvalidParameterValueException",
  Throttling: "ThrottlingException",
  ValidationError: "ValidationException",
};

/** The input of a call. @throws AwsApiError `SerializationException`. */
export function jsonInput(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsApiError("SerializationException", "The body of the call is no JSON.");
  }
}

/** An answer of CloudWatch. */
export function jsonAnswer(content: unknown, requestId: string): WireAnswer {
  return {
    status: 200,
    headers: { "content-type": contentType, "x-amzn-requestid": requestId },
    body: JSON.stringify(content ?? {}, inSeconds),
  };
}

/** A refusal of CloudWatch. Clients that once spoke the query protocol read the code from a header. */
export function jsonRefusal(error: AwsApiError, requestId: string): WireAnswer {
  return {
    status: error.status,
    headers: { "content-type": contentType, "x-amzn-requestid": requestId, ...queryErrorHeader(error) },
    body: JSON.stringify(modelledError(error)),
  };
}

/** The error as it is called since there are models. */
export function modelledError({ code, message }: AwsApiError): {
  readonly __type: string;
  readonly message: string;
} {
  return { __type: `com.amazonaws.cloudwatch#${names[code] ?? code}`, message };
}

/** The code as the query protocol has it, for clients that spoke it before. */
export function queryErrorHeader({ status, code }: AwsApiError): Readonly<Record<string, string>> {
  return { "x-amzn-query-error": `${code};${status < 500 ? "Sender" : "Receiver"}` };
}

/** A date has become a text before a replacer sees it, unless it looks at the object the date is in. */
function inSeconds(this: unknown, key: string, value: unknown): unknown {
  const original = (this as Record<string, unknown>)[key];
  if (original instanceof Map) return Object.fromEntries(original);
  return original instanceof Date ? original.getTime() / 1_000 : value;
}
