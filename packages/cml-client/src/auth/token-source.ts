import { CmlError } from "../errors.ts";
import { type CallScope, waitFor } from "../transport/scope.ts";
import type { CmlToken } from "./token.ts";
import { type CmlTokenCache, memoryTokenCache } from "./token-cache.ts";

/** Where calls get their token. */
export interface TokenSource {
  /** The token to use now, if no wait is needed. */
  current(): string | undefined;
  /**
   * Waits for a token: one fetch however many calls wait. A caller that aborts stops waiting, and the fetch goes on.
   * A login that was refused while the call was under way is not tried again for it.
   *
   * @param begunAt When the call began, by `performance.now()`.
   */
  obtain(scope: CallScope, begunAt: number): Promise<string>;
  /** Forgets a token the controller refused, unless a newer one came meanwhile. */
  drop(token: string): void;
}

/** The fetches under way, per cache: clients that share a cache share these too. */
const fetches = new WeakMap<CmlTokenCache, Map<string, Promise<CmlToken>>>();

/** A source that fetches tokens and keeps them until they end or are refused. */
export function fetchedTokens(
  fetchToken: () => Promise<CmlToken>,
  key: string,
  cache: CmlTokenCache = memoryTokenCache(),
): TokenSource {
  const underWay = fetches.get(cache) ?? new Map<string, Promise<CmlToken>>();
  fetches.set(cache, underWay);
  let refusal: { readonly error: unknown; readonly at: number } | undefined;

  const current = () => {
    const kept = cache.get(key);
    return kept && kept.renewAtMs > Date.now() ? kept.token : undefined;
  };
  const start = () => {
    const fetching = (async () => {
      try {
        const fetched = await fetchToken();
        cache.set(key, fetched);
        return fetched;
      } catch (error) {
        if (CmlError.is(error, "credentials_refused")) refusal = { error, at: performance.now() };
        throw error;
      } finally {
        underWay.delete(key);
      }
    })();
    underWay.set(key, fetching);
    fetching.catch(() => {
      // Whoever still waits hears of it; if all have gone, it is nobody's failure.
    });
    return fetching;
  };
  const obtain: TokenSource["obtain"] = async (scope, begunAt) => {
    // Calls under way at once lose their token one by one: each would try the same wrong password again.
    if (refusal && refusal.at >= begunAt) throw refusal.error;
    const others = underWay.get(key);
    try {
      const { token } = await waitFor(others ?? start(), scope);
      return token;
    } catch (error) {
      // The client that logged in for all of us was closed: that ends its calls, not ours.
      if (others && CmlError.is(error, "closed") && !scope.lifetime.closed) return obtain(scope, begunAt);
      throw error;
    }
  };

  return {
    current,
    obtain,
    drop(token) {
      if (cache.get(key)?.token === token) cache.delete(key);
    },
  };
}

/** A source with one token for ever. */
export function fixedToken(token: string): TokenSource {
  return { current: () => token, obtain: async () => token, drop: () => {} };
}
