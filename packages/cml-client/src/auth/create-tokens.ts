import { type CmlAuth, revealed } from "./auth.ts";
import { type LoginContext, login } from "./login.ts";
import { givenToken, sendable } from "./token.ts";
import type { CmlTokenCache } from "./token-cache.ts";
import { fetchedTokens, fixedToken, type TokenSource } from "./token-source.ts";

/** The token source that suits the way of authentication. @throws CmlError with code `invalid_request` */
export function createTokens(
  auth: CmlAuth,
  apiUrl: string,
  cache: CmlTokenCache | undefined,
  context: LoginContext,
): TokenSource {
  if ("token" in auth) {
    const { token } = auth;
    if (typeof token === "string") return fixedToken(sendable(token));
    // Not in the shared cache: whose token a function gives, only the function knows.
    return fetchedTokens(async () => givenToken(sendable(await revealed(token)), Date.now()), "given");
  }
  const { username } = auth;
  const logIn = () => login(auth, context);
  // Nor are logins under a name that only a function knows.
  return typeof username === "string"
    ? fetchedTokens(logIn, `${apiUrl} ${username}`, cache)
    : fetchedTokens(logIn, "own");
}
