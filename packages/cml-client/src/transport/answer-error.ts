import { CmlError, type CmlErrorCode } from "../errors.ts";
import { descriptionOf } from "./error-body.ts";
import type { WireAnswer } from "./exchange.ts";
import { quote, withoutSecrets } from "./quote.ts";
import { askedDelay } from "./retry.ts";

/** How much of a body is searched for secrets, in characters: each of them costs a search of all of it. */
const LONGEST_SEARCHED = 65_536;

/** The error a refusing answer stands for. The secrets are what must not be quoted. */
export function answerError(answer: WireAnswer, operation: string, secrets: readonly string[]): CmlError {
  const { status } = answer;
  // Many times what is quoted: half a secret at this end is not in it.
  const body = answer.body.slice(0, LONGEST_SEARCHED);
  // Twice, because reading a description shortens pages and undoes escapes: either could hide a secret from one search.
  const detail = quote(descriptionOf(withoutSecrets(body, secrets)), secrets);
  const retryAfterMs = askedDelay(answer);
  return new CmlError(`${operation}: ${sentence(status, detail)}`, {
    code: codeOf(status),
    operation,
    status,
    ...(detail && { detail }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function codeOf(status: number): CmlErrorCode {
  if (status >= 500) return "unavailable";
  switch (status) {
    case 401:
      return "unauthorized";
    case 403:
      return "forbidden";
    case 404:
      return "not_found";
    case 409:
      return "conflict";
    case 429:
      return "rate_limited";
    default:
      return status >= 400 ? "rejected" : "unexpected";
  }
}

function sentence(status: number, detail: string): string {
  if (status >= 300 && status < 400) {
    return `The controller answers ${status}, a redirect, which is refused; set baseUrl to the address it leads to.`;
  }
  const said = detail === "" ? "and says nothing more" : `and says: ${detail}`;
  return `The controller answers ${status} ${said}${/[.!?]$/.test(said) ? "" : "."}`;
}
