import { CmlApiError, json } from "../answer.ts";
import type { Controller } from "../controller.ts";
import {
  followTags,
  type SmartAnnotation,
  smartAnnotationChanges,
  withChanges,
} from "../labs/annotations/smart-annotation.ts";
import type { Lab } from "../labs/lab.ts";
import { type ElementChange, tellChanges } from "../news/element-change.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownLab } from "./labs.ts";

/** What is drawn around nodes with a tag. It comes and goes with the tags. */
export const smartAnnotationOperations: OperationTable = {
  "GET /labs/{lab_id}/smart_annotations": {
    access: "lab_view",
    handle: (call) => json(knownLab(call).smartAnnotations),
  },
  "GET /labs/{lab_id}/smart_annotations/{smart_annotation_id}": {
    access: "lab_view",
    handle: (call) => json(known(call)),
  },
  "PATCH /labs/{lab_id}/smart_annotations/{smart_annotation_id}": {
    access: "lab_edit",
    handle(call) {
      const lab = knownLab(call);
      const before = known(call);
      const given = parseBody(smartAnnotationChanges, call.body);
      // It is its tag that it is known by, an assumption.
      if (given.tag !== undefined && given.tag !== before.tag)
        throw new CmlApiError(400, "The tag of a smart annotation cannot be changed.");
      const after = withChanges(before, given);
      lab.smartAnnotations[lab.smartAnnotations.indexOf(before)] = after;
      tellChanges(call.controller, lab, [
        { event: "modified", kind: "SmartAnnotation", id: before.id, data: given, previous: before },
      ]);
      return json(after);
    },
  },
};

/** Lets the smart annotations of a lab follow its tags; the answer tells what came and went. */
export function tagChanges({ newId }: Controller, lab: Lab): readonly ElementChange[] {
  const { created, deleted } = followTags(lab, newId);
  const change =
    (event: "created" | "deleted") =>
    (data: SmartAnnotation): ElementChange => ({ event, kind: "SmartAnnotation", id: data.id, data });
  return [...deleted.map(change("deleted")), ...created.map(change("created"))];
}

function known(call: Call): SmartAnnotation {
  const id = call.path["smart_annotation_id"];
  const found = knownLab(call).smartAnnotations.find((annotation) => annotation.id === id);
  // Written after the recorded ones.
  if (!found) throw new CmlApiError(404, `Smart Annotation not found: ${id}`);
  return found;
}
