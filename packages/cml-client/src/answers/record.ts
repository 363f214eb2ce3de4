import { z } from "zod";
import { ignored } from "./fields.ts";
import type { Kind } from "./kinds.ts";

/** Where each member of a record is found on the wire, and how it is read. */
export type Fields<Value> = {
  readonly [Member in keyof Value]-?: readonly [wire: string, kind: Kind<Value[Member]>];
};

/** An object on the wire, read member by member. What is in `unused` is known, and not passed on. */
export function aRecord<Value extends object>(
  fields: Fields<Value>,
  unused: readonly string[] = [],
): Kind<Value> {
  const members = Object.entries(fields) as [string, readonly [string, Kind<unknown>]][];
  return {
    schema: () =>
      z.object({
        ...Object.fromEntries(unused.map((wire) => [wire, ignored()])),
        ...Object.fromEntries(members.map(([, [wire, kind]]) => [wire, kind.schema()])),
      }),
    read: (wire) => {
      const value: Record<string, unknown> = {};
      for (const [member, [name, kind]] of members) {
        value[member] = kind.read((wire as Readonly<Record<string, unknown>>)[name]);
      }
      return value as Value;
    },
  };
}

/** The wire names of what is sent. The fields of a record serve as well. */
export type WireNames<Input> = {
  readonly [Member in keyof Input]-?: readonly [wire: string, ...more: unknown[]];
};

/**
 * Writes an input under its wire names. Members without a name stay as they are, so that the check of the request finds
 * them: dropped, a misspelt one would change nothing and say nothing.
 */
export function written<Input extends object>(
  names: WireNames<Input>,
  input: Input,
): Record<string, unknown> {
  // Nothing at all, where types were ignored: the check of the request says that it is missing.
  if (typeof input !== "object" || input === null) return input;
  const known = names as Readonly<Record<string, readonly [string, ...unknown[]]>>;
  return Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([member, value]) => [Object.hasOwn(known, member) ? known[member]?.[0] : member, value]),
  );
}
