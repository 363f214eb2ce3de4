import { z } from "zod";
import type { Lab } from "../lab.ts";

const colour = z.string().max(32);
const whole = (low: number, high: number) => z.number().int().min(low).max(high);

const shape = {
  is_on: z.boolean(),
  padding: whole(1, 200),
  tag: z.string().min(1).max(64),
  label: z.string().max(256),
  tag_offset_x: whole(-1000, 1000),
  tag_offset_y: whole(-1000, 1000),
  tag_size: whole(1, 128),
  group_distance: whole(0, 10_000),
  thickness: whole(1, 32),
  border_style: z.enum(["", "2,2", "4,2"]),
  fill_color: colour,
  border_color: colour,
  z_index: whole(-10_240, 10_240),
};

/** What can be set of one. */
export const smartAnnotationChanges = z.strictObject(shape).partial();

/** One in a file; the document lets files have more in it. */
export const smartAnnotationPart = z.object(shape).partial();

/** What is drawn around the nodes with a tag, by its wire names. */
export type SmartAnnotation = Readonly<z.infer<z.ZodObject<typeof shape>>> & { readonly id: string };

/** One with what was given in place of what was there. */
export function withChanges(
  before: SmartAnnotation,
  given: z.infer<typeof smartAnnotationChanges>,
): SmartAnnotation {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(known) };
}

export interface SmartAnnotationsChange {
  readonly created: readonly SmartAnnotation[];
  readonly deleted: readonly SmartAnnotation[];
}

/** Makes one for every tag that has none, and takes away those whose tag is gone. */
export function followTags(
  { nodes, smartAnnotations }: Pick<Lab, "nodes" | "smartAnnotations">,
  newId: () => string,
): SmartAnnotationsChange {
  const tags = new Set(nodes.flatMap(({ settings }) => settings.tags).filter((tag) => tag !== ""));
  const deleted = smartAnnotations.filter(({ tag }) => !tags.has(tag));
  const kept = smartAnnotations.filter(({ tag }) => tags.has(tag));
  for (const { tag } of kept) tags.delete(tag);
  const created = [...tags].map((tag) => smartAnnotationOf(tag, newId()));
  refill(smartAnnotations, [...kept, ...created]);
  return { created, deleted };
}

/** Has a list hold these instead: there may be more of them than a call may have arguments. */
export function refill<T>(list: T[], elements: readonly T[]): void {
  list.length = 0;
  for (const element of elements) list.push(element);
}

/** As the document's defaults have it. */
export function smartAnnotationOf(tag: string, id: string): SmartAnnotation {
  return {
    id,
    is_on: true,
    padding: 35,
    tag,
    label: tag,
    tag_offset_x: 0,
    tag_offset_y: 0,
    tag_size: 14,
    group_distance: 400,
    thickness: 1,
    border_style: "",
    fill_color: colourOf(tag),
    border_color: "#00000080",
    z_index: 0,
  };
}

/** Controllers give each tag a colour of its own; which one is not recorded. */
function colourOf(tag: string): string {
  let sum = 0;
  for (const letter of tag) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 0x1000000;
  return `#${sum.toString(16).padStart(6, "0").toUpperCase()}80`;
}
