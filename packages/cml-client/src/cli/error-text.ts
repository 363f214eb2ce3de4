import { CmlError } from "../errors.ts";
import { cell } from "./table.ts";

/** An error in words for a person at a shell: the library's way out is no use there, but the program's own is. */
export function errorText(error: Error): string {
  // Labels of nodes are in some of them, and others write those.
  const message = cell(error.message);
  if (CmlError.is(error, "unauthorized")) {
    const fact = message.replace(', and the client has none; pass "auth".', ".");
    return `${fact} Set CML_USERNAME and CML_PASSWORD, or CML_TOKEN, or run cml login.`;
  }
  if (CmlError.is(error, "certificate_untrusted")) {
    const fact = message.replace(/ Pin its fingerprint with .*$/s, "");
    return `${fact} "cml check" shows the certificate; then give its --fingerprint, or --ca.`;
  }
  if (CmlError.is(error, "invalid_request")) return message + whereIdsAre(message);
  return message;
}

/** Where the ids are that a request has in its path. */
function whereIdsAre(message: string): string {
  if (message.includes(": path.lab_id: an id")) return ' "cml labs ls" shows the ids of labs.';
  if (message.includes(": path.node_id: an id")) return ' "cml nodes ls LAB" shows the ids of nodes.';
  return "";
}
