import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";
import { BodyTooLargeError, readBody } from "../../http/read-body.ts";
import { requestUrl } from "../../http/request-url.ts";
import { AwsApiError } from "../aws-error.ts";
import { type Form, readForm } from "./form.ts";
import { type Signer, signerOf } from "./signer.ts";

/** `ec2` is the query protocol in EC2's own dialect of XML. */
export type WireProtocol = "ec2" | "query" | "json" | "cbor";

export type ServiceName = "ec2" | "cloudwatch" | "sts";

/** A call as it came over the wire, with its parameters still in the form of its protocol. */
export interface AwsCall {
  readonly protocol: WireProtocol;
  readonly service: ServiceName;
  /** Empty when the call names none. */
  readonly action: string;
  /** `undefined` when the call is not signed. */
  readonly signer: Signer | undefined;
  /** The parameters of the query protocols. */
  readonly form: Form;
  /** The body of the other protocols. */
  readonly body: Buffer;
}

/** Services of the query protocol, by the version every call names. */
const versions: Readonly<Record<string, ServiceName>> = { "2010-08-01": "cloudwatch", "2011-06-15": "sts" };

const bodyLimit = 4 * 2 ** 20;

/** Reads a call whole. Its protocol shows in its headers: the query protocol is the one without any of its own. */
export async function readCall(request: IncomingMessage): Promise<AwsCall> {
  const { pathname, search, searchParams: query } = requestUrl(request);
  const body = await bodyOf(request);
  const signer = signerOf(request, query);
  const target = request.headers["x-amz-target"];
  if (request.headers["smithy-protocol"] === "rpc-v2-cbor") {
    const action = /\/operation\/([^/]+)$/.exec(pathname)?.[1] ?? "";
    return { protocol: "cbor", service: "cloudwatch", action, signer, form: readForm(""), body };
  }
  if (typeof target === "string") {
    const action = target.slice(target.lastIndexOf(".") + 1);
    return { protocol: "json", service: "cloudwatch", action, signer, form: readForm(""), body };
  }
  const form = readForm(search === "" ? body.toString() : `${search.slice(1)}&${body}`);
  const version = form.params.text("Version") ?? "";
  const service = Object.hasOwn(versions, version) ? versions[version]! : "ec2";
  const protocol = service === "ec2" ? "ec2" : "query";
  return { protocol, service, action: form.params.text("Action") ?? "", signer, form, body };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  try {
    const body = await readBody(request, bodyLimit);
    // SDKs compress long bodies of some CloudWatch actions.
    if (request.headers["content-encoding"] !== "gzip") return body;
    return gunzipSync(body, { maxOutputLength: bodyLimit });
  } catch (error) {
    if (!(error instanceof BodyTooLargeError || error instanceof RangeError)) throw error;
    throw new AwsApiError("RequestEntityTooLarge", error.message, 413);
  }
}
