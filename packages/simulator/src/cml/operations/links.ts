import { z } from "zod";
import { type Answer, json, noContent } from "../answer.ts";
import { endCapture } from "../captures/end-capture.ts";
import { addLink, knownPort, takeOut } from "../labs/edit-lab.ts";
import { tellHold } from "../labs/hold.ts";
import { elementsAt } from "../labs/lab-elements.ts";
import { linkView } from "../labs/link-view.ts";
import type { ElementState } from "../labs/wiring.ts";
import { tellChanges } from "../news/element-change.ts";
import { linkChange } from "../news/element-data.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownLink } from "./known-link.ts";
import { knownLab } from "./labs.ts";

const newLink = z.strictObject({ src_int: z.string(), dst_int: z.string() });

/** The wires between nodes. */
export const linkOperations: OperationTable = {
  "GET /labs/{lab_id}/links": {
    access: "lab_view",
    handle(call) {
      const lab = knownLab(call);
      if (call.query.get("data") !== "true") return json(lab.links.map(({ id }) => id));
      const { links } = elementsAt(lab, call.controller.clock());
      return json(lab.links.map((link) => linkView(lab, link, links.get(link.id), call.controller.clock())));
    },
  },
  "POST /labs/{lab_id}/links": {
    access: "lab_edit",
    handle(call) {
      const { controller, body } = call;
      const lab = knownLab(call);
      const { src_int: from, dst_int: to } = parseBody(newLink, body);
      const ends = [knownPort(lab, from), knownPort(lab, to)] as const;
      const link = addLink(lab, ...ends, { id: controller.newId(), nowMs: controller.clock() });
      tellChanges(controller, lab, [linkChange("created", link)]);
      return json({ id: link.id });
    },
  },
  "GET /labs/{lab_id}/links/{link_id}": {
    access: "lab_view",
    handle(call) {
      const { lab, link } = knownLink(call);
      return json(linkView(lab, link, stateOf(call), call.controller.clock()));
    },
  },
  "DELETE /labs/{lab_id}/links/{link_id}": {
    access: "lab_edit",
    handle(call) {
      const { lab, link } = knownLink(call);
      takeOut(lab.links, link);
      tellChanges(call.controller, lab, [linkChange("deleted", link)]);
      return noContent;
    },
  },
  "GET /labs/{lab_id}/links/{link_id}/check_if_converged": {
    access: "lab_view",
    handle(call) {
      const {
        lab,
        link: { nodeA, nodeB },
      } = knownLink(call);
      const ends = lab.nodes.filter(({ id }) => id === nodeA || id === nodeB);
      return json(ends.every((node) => node.settledAt(call.controller.clock())));
    },
  },
  "PUT /labs/{lab_id}/links/{link_id}/state/start": {
    access: "lab_exec",
    handle: (call) => tell(call, "start"),
  },
  "PUT /labs/{lab_id}/links/{link_id}/state/stop": {
    access: "lab_exec",
    handle: (call) => tell(call, "stop"),
  },
};

function stateOf(call: Call): ElementState | undefined {
  const { lab, link } = knownLink(call);
  return elementsAt(lab, call.controller.clock()).links.get(link.id);
}

/** Means something only while both ends run: otherwise the link is where they are. */
function tell(call: Call, order: "start" | "stop"): Answer {
  const { link } = knownLink(call);
  const nowMs = call.controller.clock();
  if (order === "start") tellHold(link.hold, order, nowMs);
  else if (stateOf(call) === "STARTED") {
    endCapture(link, nowMs);
    tellHold(link.hold, order, nowMs);
  }
  return noContent;
}
