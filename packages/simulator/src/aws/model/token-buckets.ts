import type { ActionLimits, Rate } from "../limit-options.ts";

/** How much of what EC2 limits a call costs. */
export interface CallCost {
  /** Asks for everything there is, without filter, ids or pages. */
  readonly bare: boolean;
  readonly instances: number;
}

/** The token buckets of one account in one region. */
export interface TokenBuckets {
  /** Pays for a call. @returns whether there was enough. */
  pay(action: string, cost: () => CallCost): boolean;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

export function tokenBuckets(limits: ActionLimits, clock: () => number): TokenBuckets {
  const buckets = new Map<string, Bucket>();

  function takes(name: string, rate: Rate | undefined, amount: number): boolean {
    if (!rate) return true;
    const { burst, perSecond } = rate;
    const nowMs = clock();
    const { tokens, atMs } = buckets.get(name) ?? { tokens: burst, atMs: nowMs };
    // A clock that is set back takes nothing out.
    const passedMs = Math.max(0, nowMs - atMs);
    const filled = Math.min(burst, tokens + (passedMs / 1_000) * perSecond);
    const enough = filled >= amount;
    buckets.set(name, { tokens: enough ? filled - amount : filled, atMs: nowMs });
    return enough;
  }

  return {
    pay(action, cost) {
      const limit = Object.hasOwn(limits, action) ? limits[action] : undefined;
      if (!limit) return true;
      const { bare, instances } = cost();
      // Both are separate budgets: a call for everything takes nothing from the others.
      const isPaid =
        bare && limit.bareCalls
          ? takes(`${action} bare`, limit.bareCalls, 1)
          : takes(`${action} calls`, limit.calls, 1);
      return isPaid && takes(`${action} instances`, limit.instances, instances);
    },
  };
}
