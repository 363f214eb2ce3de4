import { z } from "zod";
import { time } from "./fields.ts";
import { type AnswerReader, answerReader } from "./read-answer.ts";

/** How one JSON value is checked, and becomes one of ours. */
export interface Kind<Value> {
  /** Built when the first answer comes. */
  readonly schema: () => z.ZodType;
  /** Of a value that fits the schema. */
  readonly read: (wire: unknown) => Value;
}

function optional<Value>(schema: () => z.ZodType<Value>): Kind<Value | null> {
  return { schema: () => schema().nullish(), read: (wire) => (wire as Value | null | undefined) ?? null };
}

/** Text; `null` is unknown. */
export const aText: Kind<string | null> = optional(() => z.string());
/** Yes or no; `null` is unknown. */
export const aFlag: Kind<boolean | null> = optional(() => z.boolean());
/** A number; `null` is unknown, 0 is 0. */
export const aNumber: Kind<number | null> = optional(() => z.number());
/** Words; `null` is unknown. */
export const words: Kind<readonly string[] | null> = optional(() => z.array(z.string()));
/** An object of any members, passed on as it came; `null` is unknown. */
export const anything: Kind<Readonly<Record<string, unknown>> | null> = optional(() =>
  z.record(z.string(), z.unknown()),
);
/** Objects of any members, passed on as they came; `null` is unknown. */
export const anyObjects: Kind<readonly Readonly<Record<string, unknown>>[] | null> = optional(() =>
  z.array(z.record(z.string(), z.unknown())),
);
/** A time in any of the seen spellings, as ISO 8601 in UTC; `null` is unknown. */
export const aTime: Kind<string | null> = {
  schema: time,
  read: (wire) => (wire as string | null | undefined) ?? null,
};
/** An object of any members, passed on as it came. */
export const asItCame: Kind<Readonly<Record<string, unknown>>> = {
  schema: () => z.record(z.string(), z.unknown()),
  read: (wire) => wire as Readonly<Record<string, unknown>>,
};
/** Text that cannot be missing: without it, what holds it cannot be read. */
export const theText: Kind<string> = { schema: () => z.string(), read: (wire) => wire as string };
/** Yes or no, which cannot be missing. */
export const theFlag: Kind<boolean> = { schema: () => z.boolean(), read: (wire) => wire as boolean };
/** A number which cannot be missing. */
export const theNumber: Kind<number> = { schema: () => z.number(), read: (wire) => wire as number };
/** A name, where controllers also write empty text for none. */
export const aName: Kind<string | null> = turned(aText, (text) => text || null);
/** A number that some controllers write as text. */
export const aWrittenNumber: Kind<number | null> = optional(() =>
  z.union([z.number(), z.string().transform(Number).pipe(z.number())]),
);

/** A value of a kind, turned into another. */
export function turned<From, To>(kind: Kind<From>, turn: (value: From) => To): Kind<To> {
  return { schema: kind.schema, read: (wire) => turn(kind.read(wire)) };
}

/** A value that may be missing; `null` is unknown. */
export function maybe<Value>(kind: Kind<Value>): Kind<Value | null> {
  return {
    schema: () => kind.schema().nullish(),
    read: (wire) => (wire == null ? null : kind.read(wire)),
  };
}

/** A list; what cannot be read in it is left out. `null` is unknown. */
export function aList<Value>(kind: Kind<Value>): Kind<readonly Value[] | null> {
  return {
    schema: () => z.array(kind.schema().nullish()).nullish(),
    read: (wire) =>
      (wire as readonly unknown[] | null | undefined)?.flatMap((item) =>
        item == null ? [] : [kind.read(item)],
      ) ?? null,
  };
}

/** A list where saying nothing means that there is nothing. */
export function orNone<Value>(kind: Kind<readonly Value[] | null>): Kind<readonly Value[]> {
  return turned(kind, (list) => list ?? []);
}

/** A list every part of which must be readable, because a short list would pass for the truth. */
export function wholeList<Value>(kind: Kind<Value>): Kind<Value[]> {
  return {
    schema: () => z.array(kind.schema()),
    read: (wire) => (wire as readonly unknown[]).map((item) => kind.read(item)),
  };
}

/** Values by id, every one of which must be readable, for the same reason. */
export function wholeMap<Value>(kind: Kind<Value>): Kind<Readonly<Record<string, Value>>> {
  return {
    schema: () => z.record(z.string(), kind.schema()),
    read: (wire) =>
      Object.fromEntries(
        Object.entries(wire as Readonly<Record<string, unknown>>).map(([key, value]) => [
          key,
          kind.read(value),
        ]),
      ),
  };
}

/** Values by id, or another key that is data. Where nothing is said, there is nothing. */
export function byKey<Value>(kind: Kind<Value>): Kind<Readonly<Record<string, Value>>> {
  return {
    schema: () => z.record(z.string(), kind.schema().nullish()).nullish(),
    read: (wire) =>
      Object.fromEntries(
        Object.entries((wire ?? {}) as Readonly<Record<string, unknown>>).flatMap(([key, value]) =>
          value == null ? [] : [[key, kind.read(value)]],
        ),
      ),
  };
}

/** The reader of an answer of this kind. */
export function readerOf<Value>(kind: Kind<Value>): AnswerReader<Value> {
  return answerReader(kind.schema, kind.read);
}
