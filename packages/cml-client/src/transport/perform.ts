import type { Tokens } from "../auth/create-tokens.ts";
import type { TokenSource } from "../auth/token-source.ts";
import { CmlError } from "../errors.ts";
import { answerError } from "./answer-error.ts";
import type { WireAnswer } from "./exchange.ts";
import type { CallScope } from "./scope.ts";
import type { Sendable } from "./write-request.ts";

/** A 2xx answer, and what must not be quoted of it. */
export interface Accepted<Answer extends WireAnswer = WireAnswer> {
  readonly answer: Answer;
  readonly secrets: readonly string[];
}

/**
 * Makes a request with the client's login: a token that is refused is renewed once, and the request made again once; twice
 * when the new token was found in a shared cache, and is refused as well.
 */
export type Perform<Answer extends WireAnswer = WireAnswer> = (
  request: Omit<Sendable, "token"> & {
    readonly open: boolean;
    /** What of the body must not be quoted. */
    readonly secrets?: readonly string[];
  },
  scope: CallScope,
) => Promise<Accepted<Answer>>;

/** @param send Sends, and gives an answer of any status. */
export function createPerform<Answer extends WireAnswer>(
  send: (request: Sendable, scope: CallScope) => Promise<Answer>,
  tokens: Tokens | undefined,
): Perform<Answer> {
  return async ({ open, secrets = [], ...request }, scope) => {
    const { operation } = scope;
    if (open) {
      const answer = await send(request, scope);
      return accepted(answer, operation, tokens?.sent.with(secrets) ?? secrets);
    }
    if (tokens === undefined) throw noLogin(operation);
    const begunAt = performance.now();
    const first = tokens.current() ?? (await tokens.obtain(scope, begunAt));
    let used = first;
    tokens.sent.note(used);
    let answer = await send({ ...request, token: used }, scope);
    for (let replays = 0; answer.status === 401; replays++) {
      const token = await another(tokens, replays, used, scope, begunAt);
      if (token === undefined) break;
      used = token;
      tokens.sent.note(used);
      answer = await send({ ...request, token }, scope);
    }
    return accepted(answer, operation, tokens.sent.with([first, used, ...secrets]));
  };
}

/** Another token than one that was refused; `undefined` when there is none to be had, or none was any good. */
async function another(
  tokens: TokenSource,
  replays: number,
  refused: string,
  scope: CallScope,
  begunAt: number,
): Promise<string | undefined> {
  tokens.drop(refused);
  // What another process left may be as old as what was refused first: that is no reason to give up.
  if (replays > 1 || (replays === 1 && !tokens.isAdopted(refused))) return undefined;
  const next = tokens.current() ?? (await tokens.obtain(scope, begunAt));
  return next === refused ? undefined : next;
}

/** The answer, if it is a 2xx. @throws CmlError */
export function accepted<Answer extends WireAnswer>(
  answer: Answer,
  operation: string,
  secrets: readonly string[],
): Accepted<Answer> {
  if (answer.status >= 200 && answer.status < 300) return { answer, secrets };
  throw answerError(answer, operation, secrets);
}

/** @returns The error of a call that needs a login the client cannot make. */
export function noLogin(operation: string): CmlError {
  return new CmlError(`${operation}: This operation needs a login, and the client has none; pass "auth".`, {
    code: "unauthorized",
    operation,
  });
}
