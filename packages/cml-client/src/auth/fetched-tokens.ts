import { CmlError, type CmlErrorCode } from "../errors.ts";
import { waitFor } from "../transport/scope.ts";
import { sharedEntry, type TokenFetch } from "./shared-entry.ts";
import { type CmlToken, hasEnded, isDue } from "./token.ts";
import { type CmlTokenCache, memoryTokenCache } from "./token-cache.ts";
import type { TokenSource } from "./token-source.ts";

/** Pause after a renewal in the background failed, in milliseconds. */
const RENEWAL_PAUSE_MS = 10_000;

/** What a fetch fails with whoever makes it: the controller's doing, or the end of the caller's own patience. */
const everybodys: readonly CmlErrorCode[] = [
  "aborted",
  "connection",
  "rate_limited",
  "timeout",
  "unavailable",
  "unexpected",
];
const isEverybodys = (error: unknown) => everybodys.some((code) => CmlError.is(error, code));

/** A source that fetches tokens and keeps them until they end or are refused. */
export function fetchedTokens(
  fetchToken: () => Promise<CmlToken>,
  key: string,
  cache: CmlTokenCache = memoryTokenCache(),
): TokenSource {
  const entry = sharedEntry(cache, key);
  const { shelf } = entry;
  const self = {};
  let refusal: { readonly error: unknown; readonly at: number } | undefined;
  let nextRenewalAtMs = 0;
  let adopted: string | undefined;
  // Replaced before their end: good until then, for whoever has them.
  let replaced: readonly CmlToken[] = [];

  const replace = (before: CmlToken | undefined, { token }: CmlToken) => {
    const all = before ? [...replaced, before] : replaced;
    replaced = all.filter((one) => one.token !== token && !hasEnded(one, Date.now()));
  };
  const fetched = async () => {
    // Another process may have been there first.
    const before = shelf.held();
    const found = await shelf.look();
    if (found && !isDue(found, Date.now())) {
      replace(before, found);
      adopted = found.token;
      return found;
    }
    const token = await fetchToken();
    replace(before ?? found, token);
    shelf.put(token);
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
  const start = (): TokenFetch => {
    const token = fetched()
      .catch(failed)
      .finally(() => {
        entry.fetch = undefined;
      });
    token.catch(() => {
      // Whoever still waits hears of it; if all have gone, it is nobody's failure.
    });
    entry.fetch = { token, by: self };
    return entry.fetch;
  };
  const obtain: TokenSource["obtain"] = async (scope, begunAt) => {
    // Calls under way at once lose their token one by one: each would try the same wrong password again.
    if (refusal && refusal.at >= begunAt) throw refusal.error;
    const coming = entry.fetch ?? start();
    try {
      const { token } = await waitFor(coming.token, scope);
      return token;
    } catch (error) {
      // Closed, a wrong password, other certificates: what ends another client's login need not end ours.
      if (coming.by !== self && !isEverybodys(error) && !scope.lifetime.closed) return obtain(scope, begunAt);
      throw error;
    }
  };

  return {
    current() {
      const held = shelf.held();
      if (held === undefined) return undefined;
      const now = Date.now();
      if (!isDue(held, now)) return held.token;
      if (hasEnded(held, now)) return undefined;
      if (nextRenewalAtMs <= now && entry.fetch === undefined) start();
      return held.token;
    },
    lasting() {
      const held = shelf.held();
      return held && !isDue(held, Date.now()) ? held.token : undefined;
    },
    obtain,
    drop(token) {
      replaced = replaced.filter((one) => one.token !== token);
      shelf.remove(token);
    },
    isAdopted: (token) => token === adopted,
    async live(scope) {
      const nothing = () => undefined;
      const come = entry.fetch && (await waitFor(entry.fetch.token.catch(nothing), scope));
      const kept = come ?? shelf.held() ?? (await shelf.look());
      const good = replaced.filter((one) => !hasEnded(one, Date.now()));
      return [...new Set([...good, ...(kept ? [kept] : [])].map(({ token }) => token))];
    },
    settled: () => shelf.settled(),
  };
}
