import { type Kind, readerOf, wholeList } from "../answers/kinds.ts";
import type { CmlOperationName } from "../api/operations.ts";
import { parsed } from "./json.ts";
import { described, type Operation, operation } from "./operation.ts";

/** An operation that answers with JSON of this kind. */
export function answering<Value>(name: CmlOperationName, kind: Kind<Value>): Operation<Value> {
  return operation(name, readerOf(kind));
}

/** An operation that answers with an object that has no members where there is nothing to tell. */
export function answeringOrEmpty<Value>(name: CmlOperationName, kind: Kind<Value>): Operation<Value> {
  const read = readerOf(kind);
  return operation(name, (value, report) => (isEmpty(value) ? kind.read({}) : read(value, report)));
}

/** Whether JSON is an object without members. */
export function isEmpty(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  );
}

/** An operation that answers with one object, or with a list of them, for reasons of its own. */
export function answeringOneOrMore<Value>(name: CmlOperationName, kind: Kind<Value>): Operation<Value[]> {
  const read = readerOf(wholeList(kind));
  return operation(name, (value, report) => read(Array.isArray(value) ? value : [value], report));
}

/**
 * An operation whose success says it all. Most answer with nothing; some, and more of them since 2.11, with something in
 * JSON, which is not looked at.
 */
export function doing(name: CmlOperationName): Operation<void> {
  return described(name, ({ body }) =>
    body === "" || parsed(body) !== undefined ? { value: undefined } : undefined,
  );
}

/** An operation that answers with text. The document promises JSON for some of it; controllers send it as it is. */
export function givingText(name: CmlOperationName): Operation<string> {
  return described(name, ({ body, headers }) => {
    const mediaType = String(headers["content-type"]);
    // The page of a proxy.
    if (/html/.test(mediaType)) return undefined;
    if (!/json/.test(mediaType)) return { value: body };
    const value = parsed(body);
    // JSON in name only: YAML under the media type of JSON has been seen.
    return { value: typeof value === "string" ? value : body };
  });
}
