import { CoreError } from "@cml-fleet/core";
import type { AwsCall } from "./errors.ts";
import { type ActionRate, publishedRates, type Rate } from "./rates.ts";
import { type TokenBucket, tokenBucket } from "./token-bucket.ts";

/** How calls are held back before AWS refuses them. */
export interface PacingOptions {
  /**
   * Part of the account's limits to use, above 0 and up to 1; the rest is left to whoever else uses the account.
   * @defaultValue 0.5
   */
  readonly share?: number;
  /** The account's limits where they differ from the published ones, by action. @defaultValue {@link publishedRates} */
  readonly rates?: Readonly<Record<string, ActionRate>>;
  /** Longest wait of one call, in milliseconds. One that would wait longer fails at once. @defaultValue 30_000 */
  readonly maxWaitMs?: number;
}

/** Holds back the calls to one region. */
export interface Pacer {
  /**
   * Waits until a call may be made.
   *
   * @throws CoreError `throttled`, at once, when that would take too long; the signal's reason when the caller gives up.
   */
  turn(action: string, instances: number, signal?: AbortSignal): Promise<void>;
}

// The system's clock may be set back; a bucket must not stop filling then.
const monotonicClock = { now: () => performance.now() };

/**
 * A pacer for each region, with buckets for each action, made when first used. An action without a rate is not held back.
 *
 * @throws CoreError `invalid_input` when the share is no share.
 */
export function pacing(options: PacingOptions = {}): (region: string) => Pacer {
  const { share = 0.5 } = options;
  if (!(share > 0 && share <= 1)) {
    throw new CoreError(`Cannot use a share of ${share}: it is above 0 and at most 1.`, {
      code: "invalid_input",
    });
  }
  return (region) => pacer(region, options);
}

function pacer(region: string, options: PacingOptions): Pacer {
  const { share = 0.5, rates = {}, maxWaitMs = 30_000 } = options;
  const buckets = new Map<string, TokenBucket>();

  function bucket(key: string, rate: Rate | undefined): TokenBucket | undefined {
    if (rate === undefined) return undefined;
    const known = buckets.get(key);
    if (known) return known;
    const own = { burst: Math.max(1, rate.burst * share), perSecond: rate.perSecond * share };
    const made = tokenBucket(own, monotonicClock);
    buckets.set(key, made);
    return made;
  }

  return {
    async turn(action, instances, signal) {
      const rate = rates[action] ?? publishedRates[action];
      const calls = bucket(action, rate?.calls);
      const named = instances > 0 ? bucket(`${action} instances`, rate?.instances) : undefined;
      const wait = Math.max(calls?.waitMs(1) ?? 0, named?.waitMs(instances) ?? 0);
      if (wait > maxWaitMs) throw queueTooLong({ operation: action, region }, wait, maxWaitMs);
      await Promise.all([calls?.take(1, signal), named?.take(instances, signal)]);
    },
  };
}

function queueTooLong({ operation, region }: AwsCall, waitMs: number, maxWaitMs: number): CoreError {
  const seconds = (ms: number) => Math.ceil(ms / 1_000);
  return new CoreError(
    `${operation} in ${region}: at the account's request limits this call would wait ${seconds(waitMs)} s, longer than ` +
      `the ${seconds(maxWaitMs)} s allowed. Ask for less at once, or raise "maxWaitMs" or the limits.`,
    { code: "throttled", retryable: true },
  );
}
