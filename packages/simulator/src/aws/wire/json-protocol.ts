import type { WireAnswer } from "../../http/respond.ts";
import type { AwsApiError } from "../aws-error.ts";

const contentType = "application/x-amz-json-1.0";

/** Codes of the query protocol whose errors are called otherwise in this one. */
const names: Readonly<Record<string, string>> = { ValidationError: "ValidationException" };

/** An answer of CloudWatch. */
export function jsonAnswer(content: unknown, requestId: string): WireAnswer {
  return {
    status: 200,
    headers: { "content-type": contentType, "x-amzn-requestid": requestId },
    body: JSON.stringify(content),
  };
}

/** A refusal of CloudWatch. Clients that once spoke the query protocol read the code from a header. */
export function jsonRefusal({ status, code, message }: AwsApiError, requestId: string): WireAnswer {
  return {
    status,
    headers: {
      "content-type": contentType,
      "x-amzn-requestid": requestId,
      "x-amzn-query-error": `${code};${status < 500 ? "Sender" : "Receiver"}`,
    },
    body: JSON.stringify({ __type: `com.amazonaws.cloudwatch#${names[code] ?? code}`, message }),
  };
}
