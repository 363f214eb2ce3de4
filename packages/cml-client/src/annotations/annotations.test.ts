import { describe } from "vitest";
import type { CmlAnnotation } from "../index.ts";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const lab = idOf(1);

const id = idOf(2);

const base = {
  x1: 0,
  y1: 1,
  z_index: 0,
  thickness: 1,
  color: "#fff",
  border_color: "#000",
  border_style: "",
};

const common = {
  x1: 0,
  y1: 1,
  zIndex: 0,
  thickness: 1,
  color: "#fff",
  borderColor: "#000",
  borderStyle: "",
};

const line = { ...base, type: "line", x2: 2, y2: 3, line_start: "arrow", line_end: null };

const ellipse = { ...base, type: "ellipse", x2: 2, y2: 3, rotation: 90 };

const settings = { ...common, type: "ellipse", x2: 2, y2: 3, rotationDegrees: 90 } as const;

const ours: CmlAnnotation = {
  ...settings,
  id,
  borderRadius: null,
  textContent: null,
  textFont: null,
  textSize: null,
  textUnit: null,
  textBold: null,
  textItalic: null,
  lineStart: null,
  lineEnd: null,
};

describe("annotations", () => {
  exchanges({
    "lists annotations of all types": {
      call: (cml) => cml.annotations.list(lab),
      operation: "GET /labs/{lab_id}/annotations",
      url: `/labs/${lab}/annotations`,
      answer: [
        { ...ellipse, id },
        { ...line, id },
      ],
      gives: [ours, { ...ours, type: "line", rotationDegrees: null, lineStart: "arrow" }],
    },
    "reads one": {
      call: (cml) => cml.annotations.get(lab, id),
      operation: "GET /labs/{lab_id}/annotations/{annotation_id}",
      url: `/labs/${lab}/annotations/${id}`,
      answer: { ...ellipse, id },
      gives: ours,
    },
    "draws one": {
      call: (cml) => cml.annotations.create(lab, settings),
      operation: "POST /labs/{lab_id}/annotations",
      url: `/labs/${lab}/annotations`,
      body: ellipse,
      answer: { ...ellipse, id },
      gives: ours,
    },
    "changes one, with its type": {
      call: (cml) => cml.annotations.update(lab, id, { type: "ellipse", zIndex: 5 }),
      operation: "PATCH /labs/{lab_id}/annotations/{annotation_id}",
      url: `/labs/${lab}/annotations/${id}`,
      body: { type: "ellipse", z_index: 5 },
      answer: { ...ellipse, id, z_index: 5 },
      gives: { ...ours, zIndex: 5 },
    },
    "deletes one": {
      call: (cml) => cml.annotations.delete(lab, id),
      operation: "DELETE /labs/{lab_id}/annotations/{annotation_id}",
      url: `/labs/${lab}/annotations/${id}`,
    },
  });
});
