import type { CmlAuth } from "./auth.ts";
import { type CmlSecret, revealed } from "./auth.ts";
import { type LoginContext, login } from "./login.ts";
import { givenToken } from "./token.ts";
import type { CmlTokenCache } from "./token-cache.ts";
import { fetchedTokens, fixedToken, type TokenSource } from "./token-source.ts";

/** The token source that suits the way of authentication. */
export function createTokens(
  auth: CmlAuth,
  apiUrl: string,
  cache: CmlTokenCache | undefined,
  context: LoginContext,
): TokenSource {
  if ("token" in auth) {
    const { token } = auth;
    if (typeof token === "string") return fixedToken(token);
    // Not in the shared cache: whose token a function gives, only the function knows.
    return fetchedTokens(async () => givenToken(await revealed(token), Date.now()), "given");
  }
  return fetchedTokens(() => login(auth, context), `${apiUrl} ${nameOf(auth.username)}`, cache);
}

const functionNumbers = new WeakMap<object, number>();
let functions = 0;

/** Two functions may name two users, so each stands for its own. */
function nameOf(username: CmlSecret): string {
  if (typeof username === "string") return `user ${username}`;
  const number = functionNumbers.get(username) ?? ++functions;
  functionNumbers.set(username, number);
  return `function ${number}`;
}
