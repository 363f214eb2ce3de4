import { type CmlToken, soundToken } from "./token.ts";
import type { CmlTokenCache } from "./token-cache.ts";

/** One entry of a token cache, whichever way the cache answers. Never throws. */
export interface TokenShelf {
  /** What can be told at once: the entry, or what was last known of it when the cache answers with promises. */
  held(): CmlToken | undefined;
  /** Looks into the cache. A token that was taken out is not found again, however slow the cache is. */
  look(): Promise<CmlToken | undefined>;
  /** Puts a token in: known here at once, and to the cache as soon as it takes it. */
  put(token: CmlToken): void;
  /** Takes a token out, unless another has taken its place. */
  remove(token: string): void;
  /** Resolves when the cache has heard of everything. */
  settled(): Promise<void>;
}

/** Longest wait for a cache, in milliseconds. */
const PATIENCE_MS = 1_000;

export function createTokenShelf(cache: CmlTokenCache, key: string): TokenShelf {
  let answersLater = false;
  let mine: CmlToken | undefined;
  let removed: string | undefined;
  // One after the other, so that taking an old token out does not take out the new one.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Promise<Value>): Promise<Value | undefined> => {
    const done = patiently(last.then(work));
    last = done;
    return done;
  };
  const takeOut = async (token: string) => {
    if ((await cache.get(key))?.token === token) await cache.delete(key);
  };

  return {
    held() {
      if (answersLater) return mine;
      try {
        const found = cache.get(key);
        if (!isLater(found)) return soundToken(found);
        answersLater = true;
        // It is asked again when it matters.
        Promise.resolve(found).catch(() => {});
      } catch {
        // Then there is none.
      }
      return mine;
    },
    async look() {
      const found = soundToken(
        await inTurn(async () => {
          const answer = cache.get(key);
          answersLater ||= isLater(answer);
          return answer;
        }),
      );
      if (!found || found.token === removed) return undefined;
      mine = found;
      return found;
    },
    put(token) {
      mine = token;
      if (answersLater) return void inTurn(async () => cache.set(key, token));
      try {
        // At once: the next call looks for it there.
        last = patiently(Promise.resolve(cache.set(key, token)));
      } catch {
        // Then it is not shared.
      }
    },
    remove(token) {
      removed = token;
      if (mine?.token === token) mine = undefined;
      if (answersLater) return void inTurn(() => takeOut(token));
      try {
        // At once: the next call must not find it.
        const found = cache.get(key);
        if (!isLater(found) && found?.token === token) last = patiently(Promise.resolve(cache.delete(key)));
      } catch {
        // It is refused again if it is found again, and a new one is fetched.
      }
    },
    async settled() {
      await last;
    },
  };
}

function isLater<Value>(value: Value | Promise<Value>): value is Promise<Value> {
  return typeof value === "object" && value !== null && "then" in value;
}

/** The value, or `undefined` when there is an error or when it takes too long. */
function patiently<Value>(work: Promise<Value>): Promise<Value | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    const done = (value: Value | undefined) => {
      clearTimeout(timer);
      resolve(value);
    };
    work.then(done, () => done(undefined));
  });
}
