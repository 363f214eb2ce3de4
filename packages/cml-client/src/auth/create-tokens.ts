import { type CmlAuth, revealed } from "./auth.ts";
import { type Credentials, createCredentials } from "./credentials.ts";
import { fetchedTokens } from "./fetched-tokens.ts";
import { type LoginContext, login } from "./login.ts";
import { givenToken, sendable } from "./token.ts";
import type { CmlTokenCache } from "./token-cache.ts";
import { fixedToken, type TokenSource } from "./token-source.ts";

/** A login: where its tokens come from, and what can be forgotten of it. */
export interface Tokens extends TokenSource {
  /** Lets go of a password that was given as text. */
  readonly forget: Credentials["forget"];
}

/** The token source that suits the way of authentication. @throws CmlError with code `invalid_request` */
export function createTokens(
  auth: CmlAuth,
  apiUrl: string,
  cache: CmlTokenCache | undefined,
  context: LoginContext,
): Tokens {
  if ("token" in auth) {
    const { token } = auth;
    const forget = () => {};
    if (typeof token === "string") return { ...fixedToken(sendable(token)), forget };
    // Not in the shared cache: whose token a function gives, only the function knows.
    const fetchGiven = async () => givenToken(sendable(await revealed(token)), Date.now());
    return { ...fetchedTokens(fetchGiven, "given"), forget };
  }
  const { username } = auth;
  const { current, forget } = createCredentials(auth);
  const logIn = async () => login(current(), context);
  // Nor are logins under a name that only a function knows.
  const source =
    typeof username === "string"
      ? fetchedTokens(logIn, `${apiUrl} ${username}`, cache)
      : fetchedTokens(logIn, "own");
  return { ...source, forget };
}
