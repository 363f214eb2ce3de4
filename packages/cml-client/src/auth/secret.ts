import { CmlError } from "../errors.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { quote } from "../transport/quote.ts";
import { interruption, waitFor } from "../transport/scope.ts";
import type { CmlSecret } from "./auth.ts";

/** What an option of `auth` is called. */
export type SecretName = "username" | "password" | "token";

/** Longest wait for a function that gives a secret, in milliseconds: long enough for a person who is asked. */
const PATIENCE_MS = 60_000;

/** Refuses what is no secret, the value of an environment variable that is not set say. @throws CmlError with code `invalid_request` */
export function checkSecret(name: SecretName, secret: unknown): void {
  if (typeof secret !== "function") checkText(name, secret);
}

/**
 * Asks for a value.
 *
 * @throws CmlError with code `unauthorized`, retryable, when a function throws or takes more than a minute, with code `invalid_request`
 * when it gives something else than text: a login with that would count as a wrong one, and lock accounts.
 */
export async function revealed(name: SecretName, secret: CmlSecret, lifetime: Lifetime): Promise<string> {
  if (typeof secret !== "function") return secret;
  const scope = { operation: `auth.${name}`, signal: undefined, lifetime };
  // Nobody is asked on behalf of a client that is closed.
  const already = interruption(scope);
  if (already) throw already;
  const limit = Promise.withResolvers<never>();
  const timer = setTimeout(() => limit.reject(new Error(`nothing within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  const asked = (async () => secret())();
  try {
    return checkText(name, await waitFor(Promise.race([asked, limit.promise]), scope));
  } catch (cause) {
    if (CmlError.is(cause, "closed") || CmlError.is(cause, "invalid_request")) throw cause;
    const reason = quote(cause instanceof Error ? cause.message : String(cause), []);
    throw new CmlError(`auth.${name}: The function fails (${reason}); nothing was sent.`, {
      code: "unauthorized",
      // A vault that is sealed now may be open soon.
      retryable: true,
      cause,
    });
  } finally {
    clearTimeout(timer);
  }
}

function checkText(name: SecretName, value: unknown): string {
  if (typeof value === "string" && value !== "") return value;
  // Not quoted: whatever it is, it stands where a secret belongs.
  const found = value === "" ? "empty text" : value === null ? "null" : typeof value;
  throw new CmlError(`auth.${name} must be text, or a function that gives text, not ${found}.`, {
    code: "invalid_request",
  });
}
