import { z } from "zod";

const coordinate = z.number().min(-15_000).max(15_000);
const colour = z.string().max(32);
const whole = (low: number, high: number) => z.number().int().min(low).max(high);
const ending = z.enum(["arrow", "square", "circle"]).nullable();

const drawn = {
  border_color: colour,
  border_style: z.enum(["", "2,2", "4,2"]),
  color: colour,
  thickness: whole(1, 32),
  x1: coordinate,
  y1: coordinate,
  z_index: whole(-10_240, 10_240),
};
const spread = { ...drawn, x2: coordinate, y2: coordinate };
const rotation = whole(0, 360);

const fields = {
  text: {
    ...drawn,
    rotation,
    text_bold: z.boolean(),
    text_content: z.string().max(8192),
    text_font: z.string().max(128),
    text_italic: z.boolean(),
    text_size: whole(1, 128),
    text_unit: z.enum(["pt", "px", "em"]),
  },
  rectangle: { ...spread, rotation, border_radius: whole(0, 128) },
  ellipse: { ...spread, rotation },
  line: { ...spread, line_start: ending, line_end: ending },
};

type Kind = keyof typeof fields;
const kinds = Object.keys(fields) as [Kind, ...Kind[]];

const complete = kinds.map((kind) => z.strictObject({ type: z.literal(kind), ...fields[kind] }));
const parts = kinds.map((kind) =>
  z.strictObject({
    type: z.literal(kind),
    ...z.strictObject(fields[kind] as z.ZodRawShape).partial().shape,
  }),
);

/** A drawing on a lab, by its wire names. */
export type Drawing = { readonly type: Kind } & Readonly<Record<string, unknown>>;

export type Annotation = Drawing & { readonly id: string };

/** A new one: all its members. */
export const drawingSchema: z.ZodType<Drawing> = z.union(complete);

/** A change, or one in a file: its type, and any of its members. */
export const drawingPartSchema: z.ZodType<Drawing> = z.union(parts);

const plain = {
  border_color: "#808080FF",
  border_style: "",
  color: "#FFFFFFFF",
  thickness: 1,
  x1: 0,
  y1: 0,
  z_index: 0,
};
const defaults: Readonly<Record<Kind, Readonly<Record<string, unknown>>>> = {
  text: {
    ...plain,
    rotation: 0,
    text_bold: false,
    text_content: "",
    text_font: "monospace",
    text_italic: false,
    text_size: 12,
    text_unit: "pt",
  },
  rectangle: { ...plain, x2: 100, y2: 100, rotation: 0, border_radius: 0 },
  ellipse: { ...plain, x2: 100, y2: 100, rotation: 0 },
  line: { ...plain, x2: 100, y2: 100, line_start: null, line_end: null },
};

/** A drawing of a file, which may leave anything out. What controllers put there is not recorded. */
export function completeDrawing(part: Drawing): Drawing {
  return { ...defaults[part.type], ...part };
}
