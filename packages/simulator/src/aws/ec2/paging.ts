import { AwsApiError } from "../aws-error.ts";
import type { QueryParams } from "../wire/query-params.ts";
import { leaf } from "../wire/xml.ts";

/** A part of a list, and what continues it. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** The element that leads on; empty on the last page. */
  readonly next: string;
}

export interface PagingOptions<Item> {
  /** What `MaxResults` may be. */
  readonly limits: readonly [least: number, most: number];
  /** A number or a text that grows along the list and stays with the record, whatever comes and goes around it. */
  readonly position: (item: Item) => number | string;
}

/**
 * The part of a list a call asks for: all of it without `MaxResults`.
 *
 * @throws AwsApiError `InvalidParameterValue` for a size out of bounds, and for a token that is none.
 */
export function page<Item>(
  params: QueryParams,
  all: readonly Item[],
  { limits, position }: PagingOptions<Item>,
): Page<Item> {
  const size = pageSize(params, limits);
  const token = params.text("NextToken");
  const rest = token ? all.filter(isAfter(token, position)) : all;
  if (rest.length <= size) return { items: rest, next: "" };
  const items = rest.slice(0, size);
  return { items, next: leaf("nextToken", tokenAfter(position(items.at(-1)!))) };
}

function pageSize(params: QueryParams, [least, most]: readonly [number, number]): number {
  const size = params.whole("MaxResults");
  if (size === undefined) return Number.POSITIVE_INFINITY;
  if (size >= least && size <= most) return size;
  throw new AwsApiError(
    "InvalidParameterValue",
    `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between ${least} and ${most}.`,
  );
}

function tokenAfter(position: number | string): string {
  return Buffer.from(`after ${position}`).toString("base64url");
}

function isAfter<Item>(token: string, position: PagingOptions<Item>["position"]): (item: Item) => boolean {
  const text = /^after (.+)$/s.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (text === undefined) throw badToken(token);
  return (item) => {
    const at = position(item);
    if (typeof at === "string") return at > text;
    if (/^\d{1,15}$/.test(text)) return at > Number(text);
    throw badToken(token);
  };
}

function badToken(token: string): AwsApiError {
  return new AwsApiError(
    "InvalidParameterValue",
    `Value ( ${token} ) for parameter NextToken is invalid. The token is invalid.`,
  );
}
