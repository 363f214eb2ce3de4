import { json } from "../answer.ts";
import { labGroups } from "../labs/lab-view.ts";
import {
  associationsBody,
  associationViews,
  checkMayShare,
  checkSharers,
  groupShares,
  labGroupsBody,
  shareWith,
} from "../labs/sharing.ts";
import { tellLabChange } from "../news/element-change.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownLab } from "./labs.ts";

/** Whom labs are shared with. */
export const associationOperations: OperationTable = {
  "GET /labs/{lab_id}/associations": {
    access: "lab_view",
    handle: (call) => json(associationViews(knownLab(call))),
  },
  "PATCH /labs/{lab_id}/associations": {
    access: "lab_admin",
    handle(call) {
      share(call, parseBody(associationsBody, call.body));
      return json(associationViews(knownLab(call)));
    },
  },
  "GET /labs/{lab_id}/groups": {
    access: "lab_view",
    handle: (call) => json(labGroups(call.controller, knownLab(call))),
  },
  "PUT /labs/{lab_id}/groups": {
    access: "lab_admin",
    handle(call) {
      share(call, { groups: groupShares(parseBody(labGroupsBody, call.body)) });
      return json(labGroups(call.controller, knownLab(call)));
    },
  },
};

function share(call: Call, shares: Parameters<typeof shareWith>[1]): void {
  const { controller, userId } = call;
  const lab = knownLab(call);
  checkSharers(controller, shares);
  checkMayShare(controller, lab, userId, shares);
  shareWith(lab, shares);
  lab.modifiedMs = controller.clock();
  tellLabChange(controller, lab, "modified");
}
