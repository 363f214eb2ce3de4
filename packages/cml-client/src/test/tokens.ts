import { type CmlMemoryTokenCache, type CmlToken, memoryTokenCache } from "../index.ts";

/** A token like a controller's, with these claims and a signature nobody checks. */
export function fakeJwt(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** A token cache whose tokens can be made older than they are. */
export interface AgingCache extends CmlMemoryTokenCache {
  /** All tokens have ended. */
  age(): void;
  /** All tokens are good, and will end soon. */
  ripen(): void;
}

export function agingCache(): AgingCache {
  const cache = memoryTokenCache();
  const tokens = new Map<string, CmlToken>();
  const change = (times: Partial<CmlToken>) => {
    for (const [key, token] of tokens) cache.set(key, { ...token, ...times });
  };
  return {
    ...cache,
    set(key, token) {
      tokens.set(key, token);
      cache.set(key, token);
    },
    age: () => change({ renewAtMs: 0, expiresAtMs: 0 }),
    ripen: () => change({ renewAtMs: 0 }),
  };
}
