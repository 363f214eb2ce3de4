import { CmlApiError, json, noContent } from "../answer.ts";
import { changedCondition, conditionSchema, conditionView } from "../links/link-condition.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownLink } from "./known-link.ts";

/** What a link does to what goes over it. */
export const linkConditionOperations: OperationTable = {
  "GET /labs/{lab_id}/links/{link_id}/condition": {
    access: "lab_view",
    handle: (call) => json(view(call)),
  },
  "PATCH /labs/{lab_id}/links/{link_id}/condition": {
    access: "lab_edit",
    handle(call) {
      const { link } = knownLink(call);
      link.condition = changedCondition(link.condition, parseBody(conditionSchema, call.body));
      tell(call);
      return json(view(call));
    },
  },
  "DELETE /labs/{lab_id}/links/{link_id}/condition": {
    access: "lab_edit",
    handle(call) {
      const { link } = knownLink(call);
      if (!link.condition) throw new CmlApiError(400, `Link ${link.id} has no condition.`);
      delete link.condition;
      tell(call);
      return noContent;
    },
  },
};

/** Asked for unless it is refused, as the document's default has it. */
function view(call: Call): object {
  return conditionView(knownLink(call).link.condition, call.query.get("operational") !== "false");
}

/** That a condition counts as a change of its link is an assumption. */
function tell(call: Call): void {
  const { lab, link } = knownLink(call);
  lab.modifiedMs = call.controller.clock();
  call.controller.news.tell({
    event_type: "lab_element_event",
    event: "modified",
    element_type: "Link",
    element_id: link.id,
    lab_id: lab.id,
    data: { conditioning: link.condition ?? {} },
  });
}
