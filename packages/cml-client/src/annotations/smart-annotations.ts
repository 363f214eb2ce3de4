import { aFlag, aNumber, aText, theText, wholeList } from "../answers/kinds.ts";
import { aRecord, type Fields, written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** What is drawn around all nodes with a tag. `null` is unknown. */
export interface CmlSmartAnnotation {
  readonly id: string;
  readonly tag: string | null;
  readonly label: string | null;
  readonly isOn: boolean | null;
  /** 1 to 200. */
  readonly padding: number | null;
  /** -1,000 to 1,000. */
  readonly tagOffsetX: number | null;
  /** -1,000 to 1,000. */
  readonly tagOffsetY: number | null;
  /** 1 to 128. */
  readonly tagSize: number | null;
  /** Nodes farther away get one of their own, 0 to 10,000. */
  readonly groupDistance: number | null;
  /** 1 to 32. */
  readonly thickness: number | null;
  /** Empty for solid, `2,2` for dotted, `4,2` for dashed. */
  readonly borderStyle: string | null;
  readonly borderColor: string | null;
  readonly fillColor: string | null;
  /** -10,240 to 10,240. */
  readonly zIndex: number | null;
}

/** What is changed of one: what is left out stays as it is. */
export type CmlSmartAnnotationSettings = {
  readonly [Member in Exclude<keyof CmlSmartAnnotation, "id">]?: NonNullable<CmlSmartAnnotation[Member]>;
};

/** What is drawn around nodes with the same tag. Tagging nodes creates them, and removing the last tag deletes them. */
export interface CmlSmartAnnotations {
  list(labId: string, options?: CmlCallOptions): Promise<CmlSmartAnnotation[]>;
  /** One of them. @throws CmlError `not_found` */
  get(labId: string, smartAnnotationId: string, options?: CmlCallOptions): Promise<CmlSmartAnnotation>;
  /** Changes what is given. */
  update(
    labId: string,
    smartAnnotationId: string,
    changes: CmlSmartAnnotationSettings,
    options?: CmlCallOptions,
  ): Promise<CmlSmartAnnotation>;
}

const fields: Fields<CmlSmartAnnotation> = {
  id: ["id", theText],
  tag: ["tag", aText],
  label: ["label", aText],
  isOn: ["is_on", aFlag],
  padding: ["padding", aNumber],
  tagOffsetX: ["tag_offset_x", aNumber],
  tagOffsetY: ["tag_offset_y", aNumber],
  tagSize: ["tag_size", aNumber],
  groupDistance: ["group_distance", aNumber],
  thickness: ["thickness", aNumber],
  borderStyle: ["border_style", aText],
  borderColor: ["border_color", aText],
  fillColor: ["fill_color", aText],
  zIndex: ["z_index", aNumber],
};
const aSmartAnnotation = aRecord(fields);
const list = answering("GET /labs/{lab_id}/smart_annotations", wholeList(aSmartAnnotation));
const get = answering("GET /labs/{lab_id}/smart_annotations/{smart_annotation_id}", aSmartAnnotation);
const update = answering("PATCH /labs/{lab_id}/smart_annotations/{smart_annotation_id}", aSmartAnnotation);

/** The `smartAnnotations` group of a client. */
export function createSmartAnnotations(call: Call): CmlSmartAnnotations {
  const on = (labId: string, id: string, options: CmlCallOptions = {}) => ({
    ...options,
    path: { lab_id: labId, smart_annotation_id: id },
  });
  return {
    list: (labId, options) => call(list, { ...options, path: { lab_id: labId } }),
    get: (labId, id, options) => call(get, on(labId, id, options)),
    update: (labId, id, changes, options) =>
      call(update, {
        ...on(labId, id, options),
        body: written<CmlSmartAnnotationSettings>(fields, changes),
      }),
  };
}
