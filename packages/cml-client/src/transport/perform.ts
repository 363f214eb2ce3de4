import type { TokenSource } from "../auth/token-source.ts";
import { CmlError } from "../errors.ts";
import { answerError } from "./answer-error.ts";
import type { WireAnswer } from "./exchange.ts";
import type { CallScope } from "./scope.ts";
import type { Send, Sendable } from "./send.ts";

/** A 2xx answer, and what must not be quoted of it. */
export interface Accepted {
  readonly answer: WireAnswer;
  readonly secrets: readonly string[];
}

/** Makes a request with the client's login: a token that is refused is renewed once, and the request made again once. */
export type Perform = (
  request: Omit<Sendable, "token"> & {
    readonly open: boolean;
    /** What of the body must not be quoted. */
    readonly secrets?: readonly string[];
  },
  scope: CallScope,
) => Promise<Accepted>;

export function createPerform(send: Send, tokens: TokenSource | undefined): Perform {
  return async ({ open, secrets = [], ...request }, scope) => {
    const { operation } = scope;
    if (open) return accepted(await send(request, scope), operation, secrets);
    if (tokens === undefined) throw noLogin(operation);
    const begunAt = performance.now();
    const token = tokens.current() ?? (await tokens.obtain(scope, begunAt));
    const answer = await send({ ...request, token }, scope);
    if (answer.status !== 401) return accepted(answer, operation, [token, ...secrets]);

    tokens.drop(token);
    const next = tokens.current() ?? (await tokens.obtain(scope, begunAt));
    if (next === token) throw answerError(answer, operation, [token, ...secrets]);
    const replayed = await send({ ...request, token: next }, scope);
    if (replayed.status === 401) tokens.drop(next);
    return accepted(replayed, operation, [token, next, ...secrets]);
  };
}

function accepted(answer: WireAnswer, operation: string, secrets: readonly string[]): Accepted {
  if (answer.status >= 200 && answer.status < 300) return { answer, secrets };
  throw answerError(answer, operation, secrets);
}

function noLogin(operation: string): CmlError {
  return new CmlError(`${operation}: This operation needs a login, and the client has none; pass "auth".`, {
    code: "unauthorized",
    operation,
  });
}
