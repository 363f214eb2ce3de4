import type { Observer } from "../diagnostics/observer.ts";
import { CmlError } from "../errors.ts";
import { answerError } from "../transport/answer-error.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import type { Send } from "../transport/send.ts";
import type { NameAndPassword } from "./credentials.ts";
import { revealed } from "./secret.ts";
import type { SentSecrets } from "./sent-secrets.ts";
import { type CmlToken, freshToken } from "./token.ts";

const operation = "POST /authenticate";

/** What a login needs. */
export interface LoginContext {
  readonly send: Send;
  readonly lifetime: Lifetime;
  readonly observer: Observer;
  readonly sent: SentSecrets;
}

/** Logs in. @throws CmlError with code `credentials_refused` when user name or password are wrong. */
export async function login(
  { username, password }: NameAndPassword,
  { send, lifetime, observer, sent }: LoginContext,
): Promise<CmlToken> {
  const credentials = {
    username: await revealed("username", username, lifetime),
    password: await revealed("password", password, lifetime),
  };
  sent.note(credentials.password);
  const askedAtMs = Date.now();
  const answer = await send(
    { method: "POST", path: "/authenticate", body: JSON.stringify(credentials) },
    { operation, signal: undefined, lifetime },
  );
  if (answer.status === 401 || answer.status === 403) {
    throw new CmlError(
      `${operation}: The controller refuses this user name and password; check them, and that the account is active.`,
      { code: "credentials_refused", operation, status: answer.status },
    );
  }
  if (answer.status < 200 || answer.status > 299) {
    throw answerError(answer, operation, sent.with([credentials.password]));
  }
  const token = freshToken(tokenIn(answer.body), askedAtMs);
  observer.loggedIn({
    durationMs: Date.now() - askedAtMs,
    expiresAt: token.expiresAtMs === null ? null : new Date(token.expiresAtMs).toISOString(),
  });
  return token;
}

/** The token is a JSON string; a bare one is taken too. The body is never quoted: it may be half a token. */
function tokenIn(body: string): string {
  const token = body.trim().replace(/^"(.*)"$/, "$1");
  if (/^[\w.~+/=-]+$/.test(token)) return token;
  throw new CmlError(`${operation}: The controller accepts the login, but answers with no token.`, {
    code: "unexpected",
    operation,
    status: 200,
  });
}
