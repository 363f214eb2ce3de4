import type { CmlToken } from "./token.ts";
import type { CmlTokenCache } from "./token-cache.ts";
import { createTokenShelf, type TokenShelf } from "./token-shelf.ts";

/** An entry of a cache, and the fetch that is to fill it: shared by all clients of this process that share the cache. */
export interface SharedEntry {
  readonly shelf: TokenShelf;
  fetch: TokenFetch | undefined;
}

/** A token on its way. */
export interface TokenFetch {
  readonly token: Promise<CmlToken>;
  /** Whose credentials it is made with. */
  readonly by: object;
}

const entries = new WeakMap<CmlTokenCache, Map<string, SharedEntry>>();

/** The entry of a cache that has this key. */
export function sharedEntry(cache: CmlTokenCache, key: string): SharedEntry {
  const ofCache = entries.get(cache) ?? new Map<string, SharedEntry>();
  entries.set(cache, ofCache);
  const entry = ofCache.get(key) ?? { shelf: createTokenShelf(cache, key), fetch: undefined };
  ofCache.set(key, entry);
  return entry;
}
