import { CmlError } from "../errors.ts";
import { waitFor } from "../transport/scope.ts";
import type { CmlToken } from "./token.ts";
import { type CmlTokenCache, memoryTokenCache } from "./token-cache.ts";
import { createTokenShelf } from "./token-shelf.ts";
import type { TokenSource } from "./token-source.ts";

/** The fetches under way, per cache: clients that share a cache share these too. */
const fetches = new WeakMap<CmlTokenCache, Map<string, Promise<CmlToken>>>();

/** Pause after a renewal in the background failed, in milliseconds. */
const RENEWAL_PAUSE_MS = 10_000;

/** A source that fetches tokens and keeps them until they end or are refused. */
export function fetchedTokens(
  fetchToken: () => Promise<CmlToken>,
  key: string,
  cache: CmlTokenCache = memoryTokenCache(),
): TokenSource {
  const underWay = fetches.get(cache) ?? new Map<string, Promise<CmlToken>>();
  fetches.set(cache, underWay);
  const shelf = createTokenShelf(cache, key);
  let refusal: { readonly error: unknown; readonly at: number } | undefined;
  let nextRenewalAtMs = 0;
  let adopted: string | undefined;

  const fetched = async () => {
    // Another process may have been there first.
    const found = await shelf.look();
    if (found && found.renewAtMs > Date.now()) {
      adopted = found.token;
      return found;
    }
    const token = await fetchToken();
    await shelf.put(token);
    nextRenewalAtMs = 0;
    return token;
  };
  const failed = (error: unknown) => {
    const isHopeless = CmlError.is(error, "credentials_refused");
    if (isHopeless) refusal = { error, at: performance.now() };
    // Wrong passwords lock accounts: in the background, one is tried once.
    nextRenewalAtMs = isHopeless ? Number.POSITIVE_INFINITY : Date.now() + RENEWAL_PAUSE_MS;
    throw error;
  };
  const start = () => {
    const fetching = fetched()
      .catch(failed)
      .finally(() => underWay.delete(key));
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
    current() {
      const held = shelf.held();
      if (held === undefined) return undefined;
      const now = Date.now();
      if (held.renewAtMs > now) return held.token;
      if (held.expiresAtMs <= now) return undefined;
      if (nextRenewalAtMs <= now && !underWay.has(key)) void start();
      return held.token;
    },
    lasting() {
      const held = shelf.held();
      return held && held.renewAtMs > Date.now() ? held.token : undefined;
    },
    obtain,
    drop: (token) => shelf.remove(token),
    isAdopted: (token) => token === adopted,
    async known(scope) {
      const coming = underWay.get(key);
      const come =
        coming &&
        (await waitFor(
          coming.then(
            ({ token }) => token,
            () => undefined,
          ),
          scope,
        ));
      return come ?? (shelf.held() ?? (await shelf.look()))?.token;
    },
    settled: () => shelf.settled(),
  };
}
