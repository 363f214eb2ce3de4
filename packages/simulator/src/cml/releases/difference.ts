import type { Call } from "../operation.ts";
import type { Release } from "./release.ts";

/** How one operation differs. Each member may throw CmlApiError for a refusal. */
export interface Amendment {
  /** What 2.9 is asked instead, of a JSON body. */
  readonly request?: (body: unknown, call: Call) => unknown;
  /** What is answered instead of what 2.9 answers with success: JSON, or text where it is text. */
  readonly answer?: (body: unknown, call: Call) => unknown;
}

/** Something in which releases before 2.9, or from 2.10 on, differ from 2.9. */
export interface Difference {
  readonly about: string;
  readonly releases: { readonly before: Release } | { readonly from: Release };
  /** Operations that are not there. */
  readonly without?: readonly string[];
  /** By the names of operations. */
  readonly amendments?: Readonly<Record<string, Amendment>>;
}

/** A JSON object; the empty one for anything else. */
export type Members = Readonly<Record<string, unknown>>;

export function members(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

/** What JSON text says; `undefined` for other text. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Does the same to one object or to each of a list; what is neither stays as it is. */
export function eachObject(change: (object: Members) => Members): (body: unknown) => unknown {
  const apply = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(apply);
    return typeof value === "object" && value !== null ? change(value as Members) : value;
  };
  return apply;
}

/** Leaves members out. */
export function without(...names: readonly string[]): (object: Members) => Members {
  return (object) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** The same amendment for several operations. */
export function forEach(names: readonly string[], amendment: Amendment): Readonly<Record<string, Amendment>> {
  return Object.fromEntries(names.map((name) => [name, amendment]));
}
