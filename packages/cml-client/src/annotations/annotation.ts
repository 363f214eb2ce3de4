import { aFlag, aNumber, aText, type Kind, theText } from "../answers/kinds.ts";
import { aRecord, type Fields } from "../answers/record.ts";

/** Something drawn beside the nodes of a lab. `null` is unknown, or nothing that its type has. */
export interface CmlAnnotation {
  readonly id: string;
  /** `text`, `rectangle`, `ellipse` or `line`; other words pass. */
  readonly type: string | null;
  readonly x1: number | null;
  readonly y1: number | null;
  /** All but texts. */
  readonly x2: number | null;
  /** All but texts. */
  readonly y2: number | null;
  readonly zIndex: number | null;
  /** All but lines. */
  readonly rotationDegrees: number | null;
  readonly color: string | null;
  readonly thickness: number | null;
  readonly borderColor: string | null;
  /** Empty for solid, `2,2` for dotted, `4,2` for dashed. */
  readonly borderStyle: string | null;
  /** Rectangles. */
  readonly borderRadius: number | null;
  /** Texts. */
  readonly textContent: string | null;
  readonly textFont: string | null;
  readonly textSize: number | null;
  /** `pt`, `px` or `em`; other words pass. */
  readonly textUnit: string | null;
  readonly textBold: boolean | null;
  readonly textItalic: boolean | null;
  /** Lines: `arrow`, `square`, `circle`, or `null` for nothing. */
  readonly lineStart: string | null;
  readonly lineEnd: string | null;
}

type Optional<Value> = { readonly [Member in keyof Value]?: NonNullable<Value[Member]> };

/**
 * What is changed of an annotation. The type is needed, and decides what else it can have; what is left out stays as it
 * is.
 */
export type CmlAnnotationSettings = Optional<Omit<CmlAnnotation, "id" | "type" | "lineStart" | "lineEnd">> & {
  readonly type: "text" | "rectangle" | "ellipse" | "line";
  readonly lineStart?: "arrow" | "square" | "circle" | null;
  readonly lineEnd?: "arrow" | "square" | "circle" | null;
};

/** Wire names for both directions. */
export const annotationFields: Fields<CmlAnnotation> = {
  id: ["id", theText],
  type: ["type", aText],
  x1: ["x1", aNumber],
  y1: ["y1", aNumber],
  x2: ["x2", aNumber],
  y2: ["y2", aNumber],
  zIndex: ["z_index", aNumber],
  rotationDegrees: ["rotation", aNumber],
  color: ["color", aText],
  thickness: ["thickness", aNumber],
  borderColor: ["border_color", aText],
  borderStyle: ["border_style", aText],
  borderRadius: ["border_radius", aNumber],
  textContent: ["text_content", aText],
  textFont: ["text_font", aText],
  textSize: ["text_size", aNumber],
  textUnit: ["text_unit", aText],
  textBold: ["text_bold", aFlag],
  textItalic: ["text_italic", aFlag],
  lineStart: ["line_start", aText],
  lineEnd: ["line_end", aText],
};

/** One annotation, as every answer with annotations has it. */
export const anAnnotation: Kind<CmlAnnotation> = aRecord(annotationFields);
