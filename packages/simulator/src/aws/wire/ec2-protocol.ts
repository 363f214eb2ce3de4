import type { WireAnswer } from "../../http/respond.ts";
import type { AwsApiError } from "../aws-error.ts";
import { element, leaf, type XmlContent } from "./xml.ts";

export const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const xmlHeaders = { "content-type": "text/xml;charset=UTF-8" };

/** An answer of EC2. */
export function ec2Answer(action: string, content: XmlContent, requestId: string): WireAnswer {
  const head = `<${action}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">`;
  const before = `${declaration}${head}${leaf("requestId", requestId)}`;
  const after = `</${action}Response>`;
  if (typeof content === "string") {
    return { status: 200, headers: xmlHeaders, body: before + content + after };
  }
  const [open, bytes, close] = content;
  const body = [Buffer.from(before + open), ...bytes, Buffer.from(close + after)];
  return { status: 200, headers: xmlHeaders, body };
}

/** A refusal of EC2. */
export function ec2Refusal({ status, code, message }: AwsApiError, requestId: string): WireAnswer {
  const error = element("Error", leaf("Code", code) + leaf("Message", message));
  const content = element("Errors", error) + leaf("RequestID", requestId);
  return { status, headers: xmlHeaders, body: declaration + element("Response", content) };
}
