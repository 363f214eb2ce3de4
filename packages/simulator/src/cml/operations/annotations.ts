import { CmlApiError, json, noContent } from "../answer.ts";
import { type Annotation, drawingPartSchema, drawingSchema } from "../labs/annotations/annotation.ts";
import { takeOut } from "../labs/edit-lab.ts";
import { tellChanges } from "../news/element-change.ts";
import type { Call, OperationTable } from "../operation.ts";
import { parseBody } from "../parse-body.ts";
import { knownLab } from "./labs.ts";

/** Drawings on labs. */
export const annotationOperations: OperationTable = {
  "GET /labs/{lab_id}/annotations": {
    access: "lab_view",
    handle: (call) => json(knownLab(call).annotations),
  },
  "POST /labs/{lab_id}/annotations": {
    access: "lab_edit",
    handle(call) {
      const lab = knownLab(call);
      const annotation = { ...parseBody(drawingSchema, call.body), id: call.controller.newId() };
      lab.annotations.push(annotation);
      const { id } = annotation;
      tellChanges(call.controller, lab, [{ event: "created", kind: "Annotation", id, data: annotation }]);
      return json(annotation);
    },
  },
  "GET /labs/{lab_id}/annotations/{annotation_id}": {
    access: "lab_view",
    handle: (call) => json(known(call)),
  },
  "PATCH /labs/{lab_id}/annotations/{annotation_id}": {
    access: "lab_edit",
    handle(call) {
      const lab = knownLab(call);
      const before = known(call);
      const given = parseBody(drawingPartSchema, call.body);
      // The type tells what a change may have in it; it cannot be changed itself.
      if (given.type !== before.type) throw new CmlApiError(400, "Input validation failed");
      const after = { ...before, ...given };
      lab.annotations[lab.annotations.indexOf(before)] = after;
      tellChanges(call.controller, lab, [
        { event: "modified", kind: "Annotation", id: before.id, data: given, previous: before },
      ]);
      return json(after);
    },
  },
  "DELETE /labs/{lab_id}/annotations/{annotation_id}": {
    access: "lab_edit",
    handle(call) {
      const lab = knownLab(call);
      const annotation = known(call);
      takeOut(lab.annotations, annotation);
      const { id } = annotation;
      tellChanges(call.controller, lab, [{ event: "deleted", kind: "Annotation", id, data: annotation }]);
      return noContent;
    },
  },
};

function known(call: Call): Annotation {
  const id = call.path["annotation_id"];
  const found = knownLab(call).annotations.find((annotation) => annotation.id === id);
  // Written after the recorded ones.
  if (!found) throw new CmlApiError(404, `Annotation not found: ${id}`);
  return found;
}
