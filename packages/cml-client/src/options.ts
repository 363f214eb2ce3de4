import type { Dispatcher } from "undici";
import type { CmlAuth } from "./auth/auth.ts";
import type { CmlTokenCache } from "./auth/token-cache.ts";
import { CmlError } from "./errors.ts";
import type { CmlEventsConnection } from "./events/connection-options.ts";
import type { CmlHooks } from "./hooks.ts";
import type { CmlTls } from "./tls/tls-options.ts";
import type { CmlTransferOptions } from "./transfer/transfer-options.ts";
import type { CmlBreakerOptions } from "./transport/breaker-options.ts";
import type { CmlRetryOptions } from "./transport/retry.ts";

/** How a client is made. */
export interface CmlClientOptions {
  /**
   * Address of the controller, `https://203.0.113.7` say. A path is kept as a prefix, with or without `/api/v0` at its end;
   * credentials in it are refused.
   */
  readonly baseUrl: string | URL;
  /** Permits `http:` addresses, which send the password in the clear: for loopback and tests. @defaultValue false */
  readonly allowHttp?: boolean;
  /** Absent: only operations that need no login. */
  readonly auth?: CmlAuth;
  /** Which certificates to believe. @defaultValue the authorities Node trusts */
  readonly tls?: CmlTls;
  /**
   * Longest wait for a connection, and then for the whole answer of one try, in milliseconds. Waiting for a turn does not
   * count: see `concurrency`. @defaultValue 10_000
   */
  readonly timeoutMs?: number;
  readonly retry?: CmlRetryOptions;
  /** When to stop asking a controller that cannot be reached; `false`: never. */
  readonly breaker?: CmlBreakerOptions | false;
  /** Most sockets to the controller, those of uploads, downloads and events not counted. @defaultValue 4 */
  readonly connections?: number;
  /**
   * Most requests under way at once, uploads and downloads not counted; the others wait their turn, without a time limit
   * but their callers'. Never more than `connections`; with a `dispatcher`, as many as that carries. @defaultValue
   * `connections`
   */
  readonly concurrency?: number;
  /**
   * Most changes under way at once in one lab; the others wait their turn, without a time limit but their callers'. More than
   * one has made controllers answer 500. Extracting configurations does not count. @defaultValue 1
   */
  readonly writesPerLab?: number;
  readonly transfers?: CmlTransferOptions;
  /** Largest answer that is read, in bytes. @defaultValue 33_554_432 (32 MiB) */
  readonly maxBodyBytes?: number;
  /**
   * Where tokens of logins are kept; share one to share logins. Not used when a function gives the user name or the token:
   * whose it is, only the function knows. See also {@link fileTokenCache}. @defaultValue in memory, for this client only
   */
  readonly tokenCache?: CmlTokenCache;
  readonly hooks?: CmlHooks;
  /** How the connection for {@link CmlClient.events} is kept. */
  readonly events?: CmlEventsConnection;
  /**
   * Makes a call throw where its answer differs from what is known of the API, `hooks.onDrift` or not: for tests, since every
   * release brings something new. Events are never refused, only told to the hook. @defaultValue false
   */
  readonly strict?: boolean;
  /**
   * Carries the requests instead of sockets of our own: a proxy, say, or a mock. It alone decides whom to believe, so `tls`
   * beside it is refused; `connections` does nothing. Never closed by us.
   */
  readonly dispatcher?: Dispatcher;
}

/** What a timer can wait, in milliseconds. */
export const LONGEST_TIMER_MS = 2_147_483_647;

/** Checks the numbers, which a timer or a pool would misread silently. @throws CmlError with code `invalid_request` */
export function checkNumbers({
  timeoutMs,
  connections,
  maxBodyBytes,
  retry,
  events,
  breaker,
  concurrency,
  writesPerLab,
  transfers,
}: CmlClientOptions): void {
  within("timeoutMs", timeoutMs, 1, LONGEST_TIMER_MS);
  within("connections", connections, 1, 1_024);
  within("maxBodyBytes", maxBodyBytes, 1, Number.MAX_SAFE_INTEGER);
  within("retry.attempts", retry?.attempts, 1, 100);
  within("retry.baseDelayMs", retry?.baseDelayMs, 0, LONGEST_TIMER_MS);
  within("retry.maxDelayMs", retry?.maxDelayMs, 0, LONGEST_TIMER_MS);
  within("retry.budgetReserve", retry?.budgetReserve, 0, Number.MAX_SAFE_INTEGER);
  share("retry.budgetShare", retry?.budgetShare);
  within("concurrency", concurrency, 1, 10_000);
  within("writesPerLab", writesPerLab, 1, 10_000);
  within("transfers.stallMs", transfers?.stallMs, 1, LONGEST_TIMER_MS);
  if (breaker) {
    within("breaker.failures", breaker.failures, 1, Number.MAX_SAFE_INTEGER);
    within("breaker.openMs", breaker.openMs, 1, LONGEST_TIMER_MS);
  }
  within("events.stallMs", events?.stallMs, 1, LONGEST_TIMER_MS);
  within("events.baseDelayMs", events?.baseDelayMs, 0, LONGEST_TIMER_MS);
  within("events.maxDelayMs", events?.maxDelayMs, 0, LONGEST_TIMER_MS);
}

function share(name: string, value: number | undefined): void {
  if (value === undefined || (value >= 0 && value <= 1)) return;
  throw new CmlError(`${name} must be a number from 0 to 1, not ${value}.`, { code: "invalid_request" });
}

/** Checks a whole number; `undefined` passes. @throws CmlError with code `invalid_request` */
export function within(name: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  throw new CmlError(`${name} must be a whole number from ${least} to ${most}, not ${value}.`, {
    code: "invalid_request",
  });
}
