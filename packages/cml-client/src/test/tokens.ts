import { type CmlToken, type CmlTokenCache, memoryTokenCache } from "../index.ts";

/** A token like a controller's, with these claims and a signature nobody checks. */
export function fakeJwt(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** A token cache that can be told to find all its tokens too old. */
export function agingCache(): CmlTokenCache & { age(): void } {
  const cache = memoryTokenCache();
  const tokens = new Map<string, CmlToken>();
  return {
    ...cache,
    set(key, token) {
      tokens.set(key, token);
      cache.set(key, token);
    },
    age() {
      for (const [key, token] of tokens) cache.set(key, { ...token, renewAtMs: 0 });
    },
  };
}
