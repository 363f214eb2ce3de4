import type { Observer } from "../diagnostics/observer.ts";
import type { Breaker, Verdict } from "./breaker.ts";
import type { AnswerHead, Exchanged } from "./exchange.ts";
import type { Gate } from "./gate.ts";
import type { Method } from "./operation.ts";
import { askedDelay, delayBefore, type RetryPolicy } from "./retry.ts";
import type { RetryBudget } from "./retry-budget.ts";
import { type CallScope, endsWithin, interruption, pause } from "./scope.ts";

/** One try. Never rejects. */
export type Try<Answer extends AnswerHead> = () => Promise<Exchanged<Answer>>;

/** Makes a request, again if that is safe and may help, and gives the last answer, whatever its status. */
export interface Attempts {
  /** @throws CmlError: the last failure, as it is. */
  run<Answer extends AnswerHead>(method: Method, scope: CallScope, once: Try<Answer>): Promise<Answer>;
}

/** What {@link createAttempts} needs. */
export interface AttemptsContext {
  readonly retry: RetryPolicy;
  readonly budget: RetryBudget;
  readonly breaker: Breaker;
  readonly observer: Observer;
  /** Each try needs a place in it. Absent: as many as there are, at once. */
  readonly gate?: Gate;
  /** After so many milliseconds without an answer, a deadline of the caller's counts against the controller. */
  readonly floorMs: number;
  /** Whether all of it is uploads and downloads, which may last. @defaultValue false */
  readonly filesOnly?: boolean;
}

export function createAttempts(context: AttemptsContext): Attempts {
  const { retry, budget, breaker, observer, gate, floorMs, filesOnly = false } = context;

  async function tried<Answer extends AnswerHead>(
    method: Method,
    scope: CallScope,
    attempt: number,
    once: Try<Answer>,
  ): Promise<Exchanged<Answer>> {
    // Before the queue, which is long when nobody answers, and after it, because things change.
    const already = breaker.refusal(scope.operation);
    if (already) throw already;
    if (gate && !gate.tryEnter()) await gate.enter(scope);
    try {
      const heldBack = breaker.refusal(scope.operation);
      if (heldBack) throw heldBack;
      const begun = breaker.begin(!filesOnly);
      const watched = observer.requested(scope.operation, method, attempt);
      // The login, the turn or a hook took its time: for whoever left meanwhile, nothing is sent.
      const left = interruption(scope);
      const sentAt = performance.now();
      const outcome = left ? { error: left, sent: false } : await once();
      const isFair = performance.now() - sentAt >= floorMs;
      breaker.note(verdictOf(outcome, scope, isFair), begun);
      if (watched) observer.ended(watched, outcome);
      return outcome;
    } finally {
      gate?.leave();
    }
  }

  /** Waits until a request may be made again; `false` when it must not be. */
  async function again(method: Method, scope: CallScope, attempt: number, before: Exchanged<AnswerHead>) {
    const { operation } = scope;
    if (attempt > retry.attempts || !mayRepeat(method, scope, before)) return false;
    const delayMs = delayBefore(attempt, retry, askedDelay(before.answer));
    // Beyond the time limit of the call, only that would be heard of, and not what went wrong.
    if (delayMs === undefined || endsWithin(delayMs, scope)) return false;
    // It would only be held back: then the failure itself tells more.
    if (breaker.refusal(operation) || !budget.spend()) return false;
    const { answer, error } = before;
    const [status, failure] = [answer?.status ?? null, error?.code ?? null];
    observer.retrying({ operation, attempt, delayMs, status, failure });
    await pause(delayMs, scope);
    return breaker.refusal(operation) === undefined;
  }

  return {
    async run(method, scope, once) {
      budget.earn();
      let outcome = await tried(method, scope, 1, once);
      for (let attempt = 2; failed(outcome) && (await again(method, scope, attempt, outcome)); attempt++) {
        outcome = await tried(method, scope, attempt, once);
      }
      if (outcome.error) throw outcome.error;
      return outcome.answer;
    },
  };
}

/** Asked first: what succeeds must not wait for anything more. */
function failed({ answer }: Exchanged<AnswerHead>): boolean {
  return answer === undefined || answer.status >= 400;
}

function mayRepeat(method: Method, scope: CallScope, outcome: Exchanged<AnswerHead>): boolean {
  // For whoever has left there is no retry, and none is to be counted or told.
  if (interruption(scope)) return false;
  if (outcome.error) return outcome.error.retryable && (method === "GET" || !outcome.sent);
  const { status } = outcome.answer;
  return method === "GET" && (status === 429 || status >= 500);
}

const ANSWERED: Verdict = { kind: "answered" };
const UNKNOWN: Verdict = { kind: "unknown" };

/** @param isFair Whether the controller had time enough to answer, whatever the caller had. */
function verdictOf(outcome: Exchanged<AnswerHead>, scope: CallScope, isFair: boolean): Verdict {
  const { error } = outcome;
  if (error === undefined || error.code === "unexpected") return ANSWERED;
  if (outcome.ours) return UNKNOWN;
  const isCut = error.code === "connection" || error.code === "timeout";
  const { sent } = outcome;
  const left = interruption(scope);
  const counts = left === undefined || (left.code === "timeout" && isFair);
  return isCut && counts ? { kind: "failed", error, sent } : UNKNOWN;
}
