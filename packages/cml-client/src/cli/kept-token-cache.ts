import type { CmlAuth } from "../auth/auth.ts";
import { type CmlTokenCache, memoryTokenCache } from "../auth/token-cache.ts";
import { goodLogin } from "./kept-logins.ts";
import type { Terminal } from "./terminal.ts";

/**
 * The login that `cml login` kept for this controller and user name, for a client that has the password as well: a login takes
 * seconds, and the password is there for when the token is refused. Nothing is written: what keeps tokens on a disk is `cml login`
 * alone.
 */
export async function keptTokenCache(
  { url, auth }: { readonly url: string; readonly auth?: CmlAuth },
  terminal: Terminal,
): Promise<CmlTokenCache | undefined> {
  if (!auth || !("username" in auth) || typeof auth.username !== "string") return undefined;
  const kept = await goodLogin(terminal, url, auth.username);
  if (!kept) return undefined;
  const cache = memoryTokenCache();
  cache.set(kept.key, kept.token);
  return cache;
}
