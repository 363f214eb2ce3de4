import { z } from "zod";
import { knownUser } from "../accounts/known.ts";
import { json } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { type Lab, newLab } from "../labs/lab.ts";
import { labView } from "../labs/lab-view.ts";
import {
  associationsBody,
  checkMayShare,
  checkSharers,
  groupShares,
  labGroupsBody,
  shareWith,
} from "../labs/sharing.ts";
import { tellLabChange } from "../news/element-change.ts";
import { labDetails } from "../news/wire-event.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownLab } from "./labs.ts";

const settings = z
  .strictObject({
    title: z.string().min(1).max(64),
    description: z.string().max(4096),
    notes: z.string().max(32_768),
    owner: z.string(),
    groups: labGroupsBody,
    associations: associationsBody,
  })
  .partial();

type Settings = z.infer<typeof settings>;

/** Making labs, and changing what they are called and who may see them. */
export const labEditingOperations: OperationTable = {
  "POST /labs": {
    access: "user",
    handle({ controller, body, userId }) {
      const given = body === "" ? {} : parseBody(settings, body);
      const nowMs = controller.clock();
      const lab = newLab({
        id: controller.newId(),
        title: given.title ?? defaultTitle(nowMs),
        description: given.description ?? "",
        notes: given.notes ?? "",
        ownerId: userId,
        createdMs: nowMs,
      });
      share(controller, lab, userId, given);
      lab.ownerId = knownUser(controller, given.owner ?? userId, 400).id;
      addLab(controller, lab);
      return json(labView(controller, lab, userId));
    },
  },
  "PATCH /labs/{lab_id}": {
    access: "lab_edit",
    handle(call) {
      const { controller, body, userId } = call;
      const lab = knownLab(call);
      const given = parseBody(settings, body);
      const { title, description, notes, owner } = given;
      const ownerId = knownUser(controller, owner ?? lab.ownerId, 400).id;
      if (ownerId !== lab.ownerId) checkMayShare(controller, lab, userId, {});
      share(controller, lab, userId, given);
      const previous = labDetails(lab);
      Object.assign(lab, {
        title: title ?? lab.title,
        description: description ?? lab.description,
        notes: notes ?? lab.notes,
        ownerId,
        modifiedMs: controller.clock(),
      });
      tellLabChange(controller, lab, "modified", previous);
      return json(labView(controller, lab, userId));
    },
  },
};

/** Puts a lab beside the others, and tells of it. */
export function addLab(controller: Controller, lab: Lab): void {
  controller.labs.set(lab.id, lab);
  tellLabChange(controller, lab, "created");
}

/** What a lab is called that nobody gave a title: "Lab at Mon 17:27 PM". */
export function defaultTitle(atMs: number): string {
  const at = new Date(atMs);
  const day = at.toUTCString().slice(0, 3);
  return `Lab at ${day} ${at.toISOString().slice(11, 16)} ${at.getUTCHours() < 12 ? "AM" : "PM"}`;
}

function share(controller: Controller, lab: Lab, userId: string, { groups, associations }: Settings): void {
  if (!groups && !associations) return;
  const shares = { ...(groups && { groups: groupShares(groups) }), ...associations };
  checkSharers(controller, shares);
  checkMayShare(controller, lab, userId, shares);
  shareWith(lab, shares);
}
