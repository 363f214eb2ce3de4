import type { CmlEventsConnection } from "./events/connection-options.ts";
import type { CmlHooks } from "./hooks.ts";
import { type KnownKeys, refuseUnknown } from "./known-keys.ts";
import { type CmlClientOptions, checkNumbers } from "./options.ts";
import type { CmlTransferOptions } from "./transfer/transfer-options.ts";
import type { CmlBreakerOptions } from "./transport/breaker-options.ts";
import type { CmlRetryOptions } from "./transport/retry.ts";

const options: KnownKeys<CmlClientOptions> = {
  baseUrl: true,
  allowHttp: true,
  auth: true,
  tls: true,
  timeoutMs: true,
  retry: true,
  breaker: true,
  connections: true,
  concurrency: true,
  writesPerLab: true,
  transfers: true,
  maxBodyBytes: true,
  tokenCache: true,
  hooks: true,
  events: true,
  strict: true,
  dispatcher: true,
};
const retry: KnownKeys<CmlRetryOptions> = {
  attempts: true,
  baseDelayMs: true,
  maxDelayMs: true,
  budgetShare: true,
  budgetReserve: true,
  random: true,
};
const breaker: KnownKeys<CmlBreakerOptions> = { failures: true, openMs: true };
const transfers: KnownKeys<CmlTransferOptions> = { stallMs: true };
const events: KnownKeys<CmlEventsConnection> = {
  stallMs: true,
  baseDelayMs: true,
  maxDelayMs: true,
  random: true,
};
const hooks: KnownKeys<CmlHooks> = {
  onRequest: true,
  onResponse: true,
  onAttempt: true,
  onRetry: true,
  onLogin: true,
  onDrift: true,
  onBreaker: true,
};
const groups = { retry, breaker, transfers, events, hooks };

/** Checks how a client is to be made. @throws CmlError with code `invalid_request` that names what is wrong */
export function checkOptions(given: CmlClientOptions): void {
  refuseUnknown("the options of a client", given, options);
  for (const [name, known] of Object.entries(groups)) {
    const group = given[name as keyof typeof groups];
    if (group === undefined || (name === "breaker" && group === false)) continue;
    refuseUnknown(name, group, known);
  }
  checkNumbers(given);
}
