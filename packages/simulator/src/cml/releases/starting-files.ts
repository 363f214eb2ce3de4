import { parse } from "yaml";
import { CmlApiError } from "../answer.ts";
import type { Call } from "../operation.ts";
import { writeYaml } from "../yaml-text.ts";
import { type Difference, type Members, members } from "./difference.ts";
import { keepFor, keptOf, ofLabs, ofNodes } from "./starting.ts";

/** What a file has of how its lab starts; `undefined` for what is no YAML, which 2.9 refuses itself. */
function startingIn(body: string): { readonly lab: unknown; readonly nodes: readonly unknown[] } | undefined {
  try {
    const { lab, nodes } = members(parse(body, { logLevel: "error" }));
    return { lab: lab ?? {}, nodes: Array.isArray(nodes) ? nodes : [] };
  } catch {
    return undefined;
  }
}

function checkStarting({ body }: Call): void {
  const { lab = {}, nodes = [] } = startingIn(body) ?? {};
  const isRight = ofLabs.safeParse(lab).success && nodes.every((node) => ofNodes.safeParse(node).success);
  if (!isRight) throw new CmlApiError(400, "Input validation failed");
}

/** The nodes of a lab are in the order of its file. */
function keepStarting({ controller, body }: Call, labId: unknown): void {
  const { lab, nodes = [] } = startingIn(body) ?? {};
  keepFor(controller, labId, members(ofLabs.safeParse(lab).data));
  controller.labs.get(String(labId))?.nodes.forEach(({ id }, index) => {
    keepFor(controller, id, members(ofNodes.safeParse(nodes[index]).data));
  });
}

function withStarting(text: unknown, call: Call): string {
  const { lab, nodes, ...others } = members(parse(String(text)));
  const { id = "", nodes: known = [] } = call.controller.labs.get(call.path["lab_id"] ?? "") ?? {};
  return writeYaml({
    ...others,
    nodes: (nodes as readonly Members[]).map((node, index) => ({
      ...node,
      ...keptOf(call, { id: known[index]?.id }),
    })),
    lab: { ...members(lab), ...keptOf(call, { id }) },
  });
}

/** That it stands there by the names it has in requests is an assumption; what was never set is left out. */
export const startingFiles: Difference = {
  about: "files of labs have from 2.10 on how they start, and what was set of nodes beyond 2.9",
  releases: { from: "2.10" },
  amendments: {
    "GET /labs/{lab_id}/download": { answer: withStarting },
    "POST /import": {
      check: checkStarting,
      answer: (body, call) => {
        keepStarting(call, members(body)["id"]);
        return body;
      },
    },
  },
};
