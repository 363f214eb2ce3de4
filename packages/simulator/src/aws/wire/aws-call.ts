import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { BodyTooLargeError, readBody } from "../../http/read-body.ts";
import { AwsApiError } from "../aws-error.ts";
import { credentialScope } from "./credential-scope.ts";

/** A call as it came over the wire, with its parameters still in the form of its protocol. */
export interface AwsCall {
  readonly protocol: "query" | "json";
  /** Empty when the call names none. */
  readonly action: string;
  /** Empty when the call is not signed. */
  readonly region: string;
  /** The parameters of the query protocol. */
  readonly form: URLSearchParams;
  /** The body of the JSON protocol. */
  readonly json: string;
}

const bodyLimit = 4 * 2 ** 20;

/** Reads a call whole. The protocol shows in its headers: JSON has a target, the query protocol has none. */
export async function readCall(request: IncomingMessage): Promise<AwsCall> {
  const { searchParams: query } = new URL(request.url ?? "/", "http://aws");
  const body = await text(request);
  const region = credentialScope(request, query)?.region ?? "";
  const target = request.headers["x-amz-target"];
  if (typeof target === "string") {
    const action = target.slice(target.lastIndexOf(".") + 1);
    return { protocol: "json", action, region, form: query, json: body };
  }
  const form = new URLSearchParams([...query, ...new URLSearchParams(body)]);
  return { protocol: "query", action: form.get("Action") ?? "", region, form, json: "" };
}

async function text(request: IncomingMessage): Promise<string> {
  try {
    const body = await readBody(request, bodyLimit);
    // The SDK compresses long bodies of some CloudWatch actions.
    if (request.headers["content-encoding"] !== "gzip") return body.toString();
    return gunzipSync(body, { maxOutputLength: bodyLimit }).toString();
  } catch (error) {
    if (!(error instanceof BodyTooLargeError || error instanceof RangeError)) throw error;
    throw new AwsApiError("RequestEntityTooLarge", error.message, 413);
  }
}
