import { answerError } from "../transport/answer-error.ts";
import type { CallScope } from "../transport/scope.ts";
import type { Send } from "../transport/send.ts";
import type { TokenSource } from "./token-source.ts";

const operation = "DELETE /logout";

/** Ends the session of the token in use. A token that is no longer good is as well; nobody logs in to log out. */
export async function logOut(
  tokens: TokenSource,
  send: Send,
  scope: Omit<CallScope, "operation">,
): Promise<void> {
  const token = tokens.current();
  if (token === undefined) return;
  const answer = await send({ method: "DELETE", path: "/logout", token }, { ...scope, operation });
  if (answer.status !== 401 && (answer.status < 200 || answer.status > 299)) {
    throw answerError(answer, operation, [token]);
  }
  tokens.drop(token);
}
