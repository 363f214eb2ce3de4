import { answerError } from "../transport/answer-error.ts";
import type { CallScope } from "../transport/scope.ts";
import type { Send } from "../transport/send.ts";
import type { Tokens } from "./create-tokens.ts";

export const LOGOUT = "DELETE /logout";

/**
 * Ends the session of the token in use, and of the one it replaced a moment ago; forgets a password that was given as text. A
 * token that is no longer good is as well; nobody logs in to log out.
 */
export async function logOut(tokens: Tokens, send: Send, scope: CallScope): Promise<void> {
  // First: a call under way that is refused meanwhile would log in again, to a session that nobody ends.
  const settle = tokens.forget();
  try {
    for (const token of await tokens.live(scope)) {
      const answer = await send({ method: "DELETE", path: "/logout", token }, scope);
      if (answer.status !== 401 && (answer.status < 200 || answer.status > 299)) {
        throw answerError(answer, LOGOUT, tokens.sent.with([token]));
      }
      tokens.drop(token);
    }
  } catch (error) {
    settle(false);
    throw error;
  }
  settle(true);
  tokens.sent.forget();
  await tokens.settled();
}
