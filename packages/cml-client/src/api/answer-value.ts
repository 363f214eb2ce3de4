import { notUnderstood, parsed } from "../transport/json.ts";
import type { Accepted } from "../transport/perform.ts";
import { contentOf } from "./check-answer.ts";
import type { CmlOperationName } from "./operations.ts";

/**
 * What an answer says; `undefined` when it says nothing. Newer releases answer with a body where there was none.
 *
 * @throws CmlError with code `unexpected` when it is not what a controller answers.
 */
export function answerValue(name: CmlOperationName, accepted: Accepted): unknown {
  const { status, body, headers } = accepted.answer;
  const content = contentOf(name, status);
  if (content === null) return parsed(body);
  if (content.mediaType.startsWith("text/") && !/json/.test(String(headers["content-type"]))) return body;
  const value = parsed(body);
  // A status that usually comes with nothing may do so under another name too.
  const mayBeEmpty = status !== 200 && status !== 201;
  if (value === undefined && !(body === "" && mayBeEmpty)) throw notUnderstood(accepted, name);
  return value;
}
