import { CmlApiError } from "../answer.ts";
import type { Lab } from "../labs/lab.ts";
import type { LabLink } from "../labs/wiring.ts";
import type { Call } from "../operation.ts";
import { knownLab } from "./labs.ts";

/** The link a call is about, and its lab. @throws CmlApiError 404 in the words clients look for. */
export function knownLink(call: Pick<Call, "controller" | "path">): {
  readonly lab: Lab;
  readonly link: LabLink;
} {
  const lab = knownLab(call);
  const id = call.path["link_id"] ?? "";
  const link = lab.links.find((candidate) => candidate.id === id);
  if (!link) throw new CmlApiError(404, `Link not found: ${id}`);
  return { lab, link };
}
