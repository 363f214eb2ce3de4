import type { CmlToken } from "./token.ts";

/**
 * Where tokens are kept. Hand the same one to several clients, or let several processes read and write the same place, and
 * they share logins: those of the same controller and user name log in once between them.
 *
 * Each method may answer at once or with a promise. One that answers at once is asked before every request, so it has to
 * be quick; one that answers with promises is asked when a client has no token that is good, and may be a file, or Redis.
 * What it throws is ignored, and what takes longer than a second is not waited for: then each client logs in for itself. No
 * call waits for `set`; only {@link CmlClient.close} does.
 *
 * Sharing trusts the clients: one that knows the user name gets the token without knowing the password.
 */
export interface CmlTokenCache {
  /** What is no token that can be sent counts as missing; a time that is no number, as not known. */
  get(key: string): CmlToken | undefined | Promise<CmlToken | undefined>;
  set(key: string, token: CmlToken): void | Promise<void>;
  delete(key: string): void | Promise<void>;
}

/** A {@link CmlTokenCache} that answers at once. */
export interface CmlMemoryTokenCache extends CmlTokenCache {
  get(key: string): CmlToken | undefined;
  set(key: string, token: CmlToken): void;
  delete(key: string): void;
}

/** Keeps tokens in memory. */
export function memoryTokenCache(): CmlMemoryTokenCache {
  const tokens = new Map<string, CmlToken>();
  return {
    get: (key) => tokens.get(key),
    set: (key, token) => void tokens.set(key, token),
    delete: (key) => void tokens.delete(key),
  };
}
