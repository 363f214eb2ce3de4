import type { WireAnswer } from "../../http/respond.ts";
import { AwsApiError } from "../aws-error.ts";
import { decodeCbor } from "./cbor-decode.ts";
import { encodeCbor } from "./cbor-encode.ts";
import { modelledError, queryErrorHeader } from "./json-protocol.ts";

const headers = { "content-type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" };

/** The input of a call. @throws AwsApiError `SerializationException`. */
export function cborInput(body: Buffer): unknown {
  // A call without input may have no body at all.
  if (body.length === 0) return {};
  try {
    return decodeCbor(body);
  } catch {
    throw new AwsApiError("SerializationException", "The body of the call is no CBOR.");
  }
}

/** An answer of CloudWatch in Smithy's RPC v2. */
export function cborAnswer(content: unknown, requestId: string): WireAnswer {
  return {
    status: 200,
    headers: { ...headers, "x-amzn-requestid": requestId },
    body: encodeCbor(content ?? {}),
  };
}

/** A refusal of CloudWatch in Smithy's RPC v2. */
export function cborRefusal(error: AwsApiError, requestId: string): WireAnswer {
  return {
    status: error.status,
    headers: { ...headers, "x-amzn-requestid": requestId, ...queryErrorHeader(error) },
    body: encodeCbor(modelledError(error)),
  };
}
