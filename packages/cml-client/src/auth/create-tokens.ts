import { CmlError } from "../errors.ts";
import type { CmlAuth } from "./auth.ts";
import { type Credentials, createCredentials } from "./credentials.ts";
import { fetchedTokens } from "./fetched-tokens.ts";
import { type LoginContext, login } from "./login.ts";
import { checkSecret, revealed } from "./secret.ts";
import { createSentSecrets, type SentSecrets } from "./sent-secrets.ts";
import { givenToken, sendable } from "./token.ts";
import type { CmlTokenCache } from "./token-cache.ts";
import { fixedToken, type TokenSource } from "./token-source.ts";

/** A login: where its tokens come from, and what can be forgotten of it. */
export interface Tokens extends TokenSource {
  /** Lets go of a password that was given as text; the answer is told whether the log-out succeeded. */
  readonly forget: Credentials["forget"];
  /** What must not be quoted. */
  readonly sent: SentSecrets;
}

/** The token source that suits the way of authentication. @throws CmlError with code `invalid_request` */
export function createTokens(
  auth: CmlAuth,
  apiUrl: string,
  cache: CmlTokenCache | undefined,
  parts: Omit<LoginContext, "sent">,
): Tokens {
  const sent = createSentSecrets();
  const context = { ...parts, sent };
  if (typeof auth !== "object") {
    throw new CmlError("auth must be { username, password } or { token }.", { code: "invalid_request" });
  }
  if ("token" in auth) {
    const { token } = auth;
    checkSecret("token", token);
    const forget = () => () => {};
    if (typeof token === "string") return { ...fixedToken(sendable(token)), forget, sent };
    // Not in the shared cache: whose token a function gives, only the function knows.
    const fetchGiven = async () =>
      givenToken(sendable(await revealed("token", token, context.lifetime)), Date.now());
    return { ...fetchedTokens(fetchGiven, "given"), forget, sent };
  }
  const { username, password } = auth;
  checkSecret("username", username);
  checkSecret("password", password);
  const credentials = createCredentials({ username, password });
  const logIn = async () => login(credentials.current(), context);
  // Nor are logins under a name that only a function knows.
  const source =
    typeof username === "string"
      ? fetchedTokens(logIn, `${apiUrl} ${username}`, cache)
      : fetchedTokens(logIn, "own");
  return { ...source, forget: credentials.forget, sent };
}
