import { createDriftReporter } from "../answers/drift.ts";
import type { TokenSource } from "../auth/token-source.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { CmlError } from "../errors.ts";
import type { CmlHooks } from "../hooks.ts";
import { answerError } from "./answer-error.ts";
import type { WireAnswer } from "./exchange.ts";
import type { Lifetime } from "./lifetime.ts";
import { type Operation, type OperationInput, pathOf } from "./operation.ts";
import { quote } from "./quote.ts";
import { type CallScope, interruption } from "./scope.ts";
import type { Send } from "./send.ts";

/** Carries out one operation: token, retries, errors, parsing. Resources only describe what they want. */
export type Call = <Answer>(
  operation: Operation<Answer>,
  input?: OperationInput & CmlCallOptions,
) => Promise<Answer>;

/** What {@link createCall} needs. */
export interface CallContext {
  readonly send: Send;
  readonly tokens: TokenSource | undefined;
  readonly lifetime: Lifetime;
  readonly hooks: CmlHooks;
}

/** A 2xx answer, and what must not be quoted of it. */
interface Accepted {
  readonly answer: WireAnswer;
  readonly secrets: readonly string[];
}

/** The path every operation takes. */
export function createCall({ send, tokens, lifetime, hooks }: CallContext): Call {
  const driftIn = createDriftReporter(hooks.onDrift);

  const authorized = async (
    operation: Operation<unknown>,
    path: string,
    scope: CallScope,
  ): Promise<Accepted> => {
    const { method, name } = operation;
    if (operation.open) return accepted(await send({ method, path }, scope), name, []);
    if (tokens === undefined) throw noLogin(name);
    const begunAt = performance.now();
    const token = tokens.current() ?? (await tokens.obtain(scope, begunAt));
    const answer = await send({ method, path, token }, scope);
    if (answer.status !== 401) return accepted(answer, name, [token]);

    tokens.drop(token);
    const next = tokens.current() ?? (await tokens.obtain(scope, begunAt));
    if (next === token) throw answerError(answer, name, [token]);
    const replayed = await send({ method, path, token: next }, scope);
    if (replayed.status === 401) tokens.drop(next);
    return accepted(replayed, name, [token, next]);
  };

  return async (operation, input = {}) => {
    const scope: CallScope = { operation: operation.name, signal: input.signal, lifetime };
    const already = interruption(scope);
    if (already) throw already;
    const { answer, secrets } = await authorized(operation, pathOf(operation, input), scope);
    const value = parsed(answer.body);
    const read = value === undefined ? undefined : operation.answer(value, driftIn(operation.name));
    if (read === undefined) throw notUnderstood(answer, operation.name, secrets);
    return read;
  };
}

function accepted(answer: WireAnswer, operation: string, secrets: readonly string[]): Accepted {
  if (answer.status >= 200 && answer.status < 300) return { answer, secrets };
  throw answerError(answer, operation, secrets);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's message quotes the body without care for secrets: not even kept as a cause.
    return undefined;
  }
}

function notUnderstood(
  { status, body }: WireAnswer,
  operation: string,
  secrets: readonly string[],
): CmlError {
  const detail = quote(body, secrets);
  return new CmlError(
    `${operation}: The answer is not what a CML controller says; check baseUrl. It begins: ${detail || "(nothing)"}`,
    { code: "unexpected", operation, status, ...(detail && { detail }) },
  );
}

function noLogin(operation: string): CmlError {
  return new CmlError(`${operation}: This operation needs a login, and the client has none; pass "auth".`, {
    code: "unauthorized",
    operation,
  });
}
