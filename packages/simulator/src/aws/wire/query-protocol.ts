import type { WireAnswer } from "../../http/respond.ts";
import type { AwsApiError } from "../aws-error.ts";
import type { ServiceName } from "./aws-call.ts";
import { declaration, xmlHeaders } from "./ec2-protocol.ts";
import type { Form } from "./form.ts";
import { type ParamNode, partsOf } from "./param-tree.ts";
import { element, escaped, leaf } from "./xml.ts";

const namespaces: Readonly<Record<ServiceName, string>> = {
  cloudwatch: "http://monitoring.amazonaws.com/doc/2010-08-01/",
  ec2: "http://ec2.amazonaws.com/doc/2016-11-15/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

/** The input of a call as the other protocols carry it, save that every value is still a text. */
export function queryInput({ tree }: Form): unknown {
  return treeValue(tree);
}

/** An answer in the query protocol. An action without an answer has no result element. */
export function queryAnswer(
  service: ServiceName,
  action: string,
  content: unknown,
  requestId: string,
): WireAnswer {
  const result = content === undefined ? "" : element(`${action}Result`, xmlOf(content));
  const metadata = element("ResponseMetadata", leaf("RequestId", requestId));
  const open = `<${action}Response xmlns="${namespaces[service]}">`;
  const body = `${declaration}${open}${result}${metadata}</${action}Response>`;
  return { status: 200, headers: { ...xmlHeaders, "x-amzn-requestid": requestId }, body };
}

/** A refusal in the query protocol. */
export function queryRefusal(
  service: ServiceName,
  { status, code, message }: AwsApiError,
  requestId: string,
): WireAnswer {
  const type = leaf("Type", status < 500 ? "Sender" : "Receiver");
  const error = element("Error", type + leaf("Code", code) + leaf("Message", message));
  const open = `<ErrorResponse xmlns="${namespaces[service]}">`;
  const body = `${declaration}${open}${error}${leaf("RequestId", requestId)}</ErrorResponse>`;
  return { status, headers: { ...xmlHeaders, "x-amzn-requestid": requestId }, body };
}

function treeValue(node: ParamNode): unknown {
  const parts = partsOf(node);
  // An empty list is written as its name alone.
  if (parts.size === 0) return node.value || undefined;
  const members = parts.get("member");
  if (!members) return Object.fromEntries([...parts].map(([name, part]) => [name, treeValue(part)]));
  return [...partsOf(members)]
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, member]) => treeValue(member));
}

function xmlOf(value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => element("member", xmlOf(item))).join("");
  if (value instanceof Map) return mapXml(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object" || value === null) return escaped(String(value));
  return Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .map(([name, part]) => element(name, xmlOf(part)))
    .join("");
}

/** Where names are the caller's, they are no elements. */
function mapXml(map: ReadonlyMap<unknown, unknown>): string {
  return Array.from(map, ([key, value]) =>
    element("entry", leaf("key", String(key)) + element("value", xmlOf(value))),
  ).join("");
}
