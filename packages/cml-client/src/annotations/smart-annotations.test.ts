import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const lab = idOf(1);

const id = idOf(2);

const smart = {
  id,
  is_on: true,
  padding: 35,
  tag: "core",
  label: "core",
  tag_offset_x: 0,
  tag_offset_y: 0,
  tag_size: 14,
  group_distance: 400,
  thickness: 1,
  border_style: "2,2",
  fill_color: "#fff",
  border_color: "#000",
  z_index: 0,
};

const ourSmart = {
  id,
  isOn: true,
  padding: 35,
  tag: "core",
  label: "core",
  tagOffsetX: 0,
  tagOffsetY: 0,
  tagSize: 14,
  groupDistance: 400,
  thickness: 1,
  borderStyle: "2,2",
  fillColor: "#fff",
  borderColor: "#000",
  zIndex: 0,
};

describe("smartAnnotations", () => {
  exchanges({
    "lists them": {
      call: (cml) => cml.smartAnnotations.list(lab),
      operation: "GET /labs/{lab_id}/smart_annotations",
      url: `/labs/${lab}/smart_annotations`,
      answer: [smart],
      gives: [ourSmart],
    },
    "reads one": {
      call: (cml) => cml.smartAnnotations.get(lab, id),
      operation: "GET /labs/{lab_id}/smart_annotations/{smart_annotation_id}",
      url: `/labs/${lab}/smart_annotations/${id}`,
      answer: smart,
      gives: ourSmart,
    },
    "changes one": {
      call: (cml) => cml.smartAnnotations.update(lab, id, { isOn: false, tagSize: 20 }),
      operation: "PATCH /labs/{lab_id}/smart_annotations/{smart_annotation_id}",
      url: `/labs/${lab}/smart_annotations/${id}`,
      body: { is_on: false, tag_size: 20 },
      answer: { ...smart, is_on: false },
      gives: { ...ourSmart, isOn: false },
    },
  });
});
