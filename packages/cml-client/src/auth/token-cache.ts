import type { CmlToken } from "./token.ts";

/**
 * Where tokens are kept. Hand the same one to several clients, and they share logins: those of the same controller and
 * user name log in once between them.
 *
 * Sharing trusts the clients: one that knows the user name gets the token without knowing the password.
 */
export interface CmlTokenCache {
  get(key: string): CmlToken | undefined;
  set(key: string, token: CmlToken): void;
  delete(key: string): void;
}

/** Keeps tokens in memory. */
export function memoryTokenCache(): CmlTokenCache {
  const tokens = new Map<string, CmlToken>();
  return {
    get: (key) => tokens.get(key),
    set: (key, token) => void tokens.set(key, token),
    delete: (key) => void tokens.delete(key),
  };
}
