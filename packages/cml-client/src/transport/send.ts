import type { Dispatcher } from "undici";
import { type CmlHooks, tell } from "../hooks.ts";
import {
  type Exchanged,
  type ExchangeLimits,
  exchange,
  type WireAnswer,
  type WireRequest,
} from "./exchange.ts";
import { askedDelay, delayBefore, type RetryPolicy } from "./retry.ts";
import { type CallScope, pause } from "./scope.ts";

/** A request before origin and headers are added. */
export interface Sendable {
  readonly method: WireRequest["method"];
  /** Relative to `/api/v0`. */
  readonly path: string;
  readonly token?: string;
  readonly body?: string;
  /** Of the body. @defaultValue "application/json" */
  readonly mediaType?: string;
}

/** Sends a request, again if that is safe and may help, and gives the last answer, whatever its status. */
export type Send = (request: Sendable, scope: CallScope) => Promise<WireAnswer>;

/** What {@link createSend} needs. */
export interface SendContext {
  readonly dispatcher: Dispatcher;
  readonly origin: string;
  /** Path of the API: an optional prefix and `/api/v0`. */
  readonly apiPath: string;
  readonly clientId: string;
  readonly limits: ExchangeLimits;
  readonly retry: RetryPolicy;
  readonly hooks: CmlHooks;
}

/** The only place where requests leave from. */
export function createSend(context: SendContext): Send {
  const { dispatcher, limits, retry, hooks } = context;
  const write = requestWriter(context);

  return async (sendable, scope) => {
    const request = write(sendable);
    for (let attempt = 1; ; attempt++) {
      const outcome = await observed(hooks, scope.operation, attempt, () =>
        exchange(dispatcher, request, limits, scope),
      );
      if (attempt < retry.attempts && mayRepeat(sendable.method, outcome)) {
        await pause(delayBefore(attempt + 1, retry, askedDelay(outcome.answer)), scope);
        continue;
      }
      if (outcome.error) throw outcome.error;
      return outcome.answer;
    }
  };
}

function requestWriter({ origin, apiPath, clientId }: SendContext): (sendable: Sendable) => WireRequest {
  const identity = ["accept", "application/json", "x-cml-client", "cml-fleet", "x-client-uuid", clientId];
  return ({ method, path, token, body, mediaType = "application/json" }) => {
    const headers = [...identity];
    if (token !== undefined) headers.push("authorization", `Bearer ${token}`);
    if (body !== undefined) headers.push("content-type", mediaType);
    return { origin, path: apiPath + path, method, headers, ...(body !== undefined && { body }) };
  };
}

function mayRepeat(method: WireRequest["method"], outcome: Exchanged): boolean {
  if (outcome.error) return outcome.error.retryable && (method === "GET" || !outcome.sent);
  const { status } = outcome.answer;
  return method === "GET" && (status === 429 || status >= 500);
}

async function observed(
  { onAttempt }: CmlHooks,
  operation: string,
  attempt: number,
  run: () => Promise<Exchanged>,
): Promise<Exchanged> {
  if (onAttempt === undefined) return run();
  const startedAt = performance.now();
  const outcome = await run();
  const durationMs = performance.now() - startedAt;
  const { answer, error } = outcome;
  tell(onAttempt, {
    operation,
    attempt,
    durationMs,
    status: answer?.status ?? null,
    failure: error?.code ?? null,
  });
  return outcome;
}
