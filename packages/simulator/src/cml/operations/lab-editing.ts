import { z } from "zod";
import { CmlApiError, json } from "../answer.ts";
import type { Controller } from "../controller.ts";
import type { Lab } from "../labs/lab.ts";
import { labView } from "../labs/lab-view.ts";
import { labDetails, labEvent } from "../news/wire-event.ts";
import type { OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownLab } from "./labs.ts";

// Who may see a lab is not simulated: what would change that is refused rather than forgotten.
const settings = z
  .strictObject({
    title: z.string().min(1).max(64),
    description: z.string().max(4096),
    notes: z.string().max(32_768),
    owner: z.string(),
  })
  .partial();

/** Making labs, and changing what they are called. */
export const labEditingOperations: OperationTable = {
  "POST /labs": {
    access: "user",
    handle({ controller, body, userId }) {
      const given = body === "" ? {} : parseBody(settings, body);
      const nowMs = controller.clock();
      const lab: Lab = {
        id: controller.newId(),
        title: given.title ?? defaultTitle(nowMs),
        description: given.description ?? "",
        notes: given.notes ?? "",
        ownerId: knownUser(controller, given.owner ?? userId),
        sharedWith: new Map(),
        groups: new Map(),
        createdMs: nowMs,
        modifiedMs: nowMs,
        nodes: [],
        links: [],
      };
      addLab(controller, lab);
      return json(labView(controller, lab, userId));
    },
  },
  "PATCH /labs/{lab_id}": {
    access: "lab_edit",
    handle(call) {
      const { controller, body, userId } = call;
      const lab = knownLab(call);
      const { title, description, notes, owner } = parseBody(settings, body);
      const ownerId = knownUser(controller, owner ?? lab.ownerId);
      Object.assign(lab, {
        title: title ?? lab.title,
        description: description ?? lab.description,
        notes: notes ?? lab.notes,
        ownerId,
        modifiedMs: controller.clock(),
      });
      controller.news.tell(labEvent(lab, "modified", labDetails(lab)));
      return json(labView(controller, lab, userId));
    },
  },
};

/** Puts a lab beside the others, and tells of it. */
export function addLab({ labs, news }: Controller, lab: Lab): void {
  labs.set(lab.id, lab);
  news.tell(labEvent(lab, "created", labDetails(lab)));
}

/** What a lab is called that nobody gave a title: "Lab at Mon 17:27 PM". */
export function defaultTitle(atMs: number): string {
  const at = new Date(atMs);
  const day = at.toUTCString().slice(0, 3);
  return `Lab at ${day} ${at.toISOString().slice(11, 16)} ${at.getUTCHours() < 12 ? "AM" : "PM"}`;
}

function knownUser({ users }: Controller, id: string): string {
  if (users.some((user) => user.id === id)) return id;
  throw new CmlApiError(400, `User does not exist: ${id}.`);
}
