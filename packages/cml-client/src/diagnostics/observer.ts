import { type ReportDrift, reportOnce } from "../answers/drift.ts";
import type { CmlError } from "../errors.ts";
import {
  type CmlBreakerState,
  type CmlHooks,
  type CmlLogin,
  type CmlRequestFact,
  type CmlRetry,
  tell,
} from "../hooks.ts";
import { type CmlRequestMessage, channels, publish } from "./channels.ts";

/** A request that somebody wants to hear the end of. */
export interface Watched {
  readonly request: CmlRequestMessage;
  readonly startedAt: number;
}

/** How a request ended, as far as those who listen care. */
export interface Ending {
  readonly answer?:
    | {
        readonly status: number;
        /** When it is still coming: how that ends. */
        readonly over?: Promise<CmlError | undefined>;
      }
    | undefined;
  readonly error?: CmlError | undefined;
}

/** Tells the hooks of a client, and the channels of the process. */
export interface Observer {
  /** `undefined` when nobody listens; else {@link Observer.ended} has to follow. */
  requested(operation: string, method: CmlRequestFact["method"], attempt: number): Watched | undefined;
  ended(watched: Watched, ending: Ending): void;
  retrying(retry: CmlRetry): void;
  loggedIn(login: CmlLogin): void;
  breakerTurned(state: CmlBreakerState): void;
  /** Takes note of differences in the answers of an operation; `undefined` when nobody wants to know. */
  driftIn(operation: string): ReportDrift | undefined;
}

export function createObserver(hooks: CmlHooks, origin: string): Observer {
  const { onRequest, onResponse, onAttempt, onRetry, onLogin, onDrift, onBreaker } = hooks;
  const isHooked = Boolean(onRequest || onResponse || onAttempt);
  const { request: asked, response: answered, failure: failed } = channels;
  const drift = reportOnce((found) => {
    tell(onDrift, found);
    publish("drift", { origin, ...found });
  });

  const noteEnd = ({ request, startedAt }: Watched, { answer, error }: Ending) => {
    const durationMs = performance.now() - startedAt;
    const { operation, attempt } = request;
    const status = answer?.status ?? error?.status ?? null;
    tell(onAttempt, { operation, attempt, durationMs, status, failure: error?.code ?? null });
    if (error) return publish("failure", { request, status, error, durationMs });
    if (status === null) return;
    tell(onResponse, { operation, attempt, durationMs, status });
    publish("response", { request, status, durationMs });
  };

  return {
    requested(operation, method, attempt) {
      const isHeard = asked.hasSubscribers || answered.hasSubscribers || failed.hasSubscribers;
      if (!isHooked && !isHeard) return undefined;
      const request = { origin, operation, method, attempt };
      tell(onRequest, { operation, method, attempt });
      publish("request", request);
      return { request, startedAt: performance.now() };
    },
    ended(watched, ending) {
      const { answer } = ending;
      if (answer?.over) void answer.over.then((error) => noteEnd(watched, { answer, error }));
      else noteEnd(watched, ending);
    },
    retrying(retry) {
      tell(onRetry, retry);
      publish("retry", { origin, ...retry });
    },
    loggedIn(login) {
      tell(onLogin, login);
      publish("login", { origin, ...login });
    },
    breakerTurned(state) {
      tell(onBreaker, { state });
      publish("breaker", { origin, state });
    },
    driftIn: (operation) => (onDrift || channels.drift.hasSubscribers ? drift(operation) : undefined),
  };
}
