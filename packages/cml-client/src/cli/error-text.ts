import { CmlError } from "../errors.ts";
import type { Connection } from "./connection.ts";
import { cell } from "./table.ts";

/** How the library ends when there is no login to send. */
const NO_LOGIN = ', and the client has none; pass "auth".';

/** What is known of the controller that an error is about. */
export type Meant = Pick<Connection, "url" | "loginMissing">;

/** An error in words for a person at a shell: the library's way out is no use there, but the program's own is. */
export function errorText(error: Error, meant?: Meant): string {
  // Labels of nodes are in some of them, and others write those.
  const message = cell(error.message).replaceAll("baseUrl", "the controller's URL");
  if (CmlError.is(error, "unauthorized")) {
    const fact = message.replace(NO_LOGIN, ".");
    const wayOut = isLoginMissing(error) ? meant?.loginMissing : undefined;
    return `${fact} ${wayOut ?? "Set CML_USERNAME and CML_PASSWORD, or CML_TOKEN, or run cml login."}`;
  }
  if (CmlError.is(error, "certificate_untrusted")) {
    const fact = message.replace(/ Pin its fingerprint with .*$/s, "");
    return `${fact} "cml check" shows the certificate; then give its --fingerprint, or --ca.`;
  }
  if (CmlError.is(error, "invalid_request")) return message + whereIdsAre(message);
  // The address may be one that a shell has had in CML_URL for long.
  return meant && isUnanswered(error) ? `${message} The controller's URL is ${meant.url}.` : message;
}

/** Whether there was no login to send: then all else on the command line fails alike. */
export function isLoginMissing(error: unknown): error is CmlError {
  return CmlError.is(error, "unauthorized") && error.message.includes(NO_LOGIN);
}

/** Whether a request got no answer: waits have a time limit of their own, which says nothing of an address. */
function isUnanswered(error: Error): boolean {
  return (
    (CmlError.is(error, "connection") || CmlError.is(error, "timeout")) &&
    error.operation?.includes("/") === true
  );
}

/** Where the ids are that a request has in its path. */
function whereIdsAre(message: string): string {
  if (message.includes(": path.lab_id: an id")) return ' "cml labs ls" shows the ids of labs.';
  if (message.includes(": path.node_id: an id")) return ' "cml nodes ls LAB" shows the ids of nodes.';
  return "";
}
