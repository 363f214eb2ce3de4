import type { WireAnswer } from "../../http/respond.ts";
import type { AwsApiError } from "../aws-error.ts";
import type { AwsCall } from "./aws-call.ts";
import { cborAnswer, cborInput, cborRefusal } from "./cbor-protocol.ts";
import { ec2Refusal } from "./ec2-protocol.ts";
import { jsonAnswer, jsonInput, jsonRefusal } from "./json-protocol.ts";
import { queryAnswer, queryInput, queryRefusal } from "./query-protocol.ts";

/** The input of a call to any service but EC2. @throws AwsApiError `SerializationException`. */
export function inputOf({ protocol, form, body }: AwsCall): unknown {
  switch (protocol) {
    case "cbor":
      return cborInput(body);
    case "json":
      return jsonInput(body);
    case "ec2":
    case "query":
      return queryInput(form);
  }
}

/** An answer of any service but EC2, in the protocol of the call. Dates are written as the protocol has them. */
export function answerIn(call: AwsCall, content: unknown, requestId: string): WireAnswer {
  switch (call.protocol) {
    case "cbor":
      return cborAnswer(content, requestId);
    case "json":
      return jsonAnswer(content, requestId);
    case "ec2":
    case "query":
      return queryAnswer(call.service, call.action, content, requestId);
  }
}

/** A refusal in the protocol of the call. */
export function refusalIn({ protocol, service }: AwsCall, error: AwsApiError, requestId: string): WireAnswer {
  switch (protocol) {
    case "cbor":
      return cborRefusal(error, requestId);
    case "json":
      return jsonRefusal(error, requestId);
    case "ec2":
      return ec2Refusal(error, requestId);
    case "query":
      return queryRefusal(service, error, requestId);
  }
}
