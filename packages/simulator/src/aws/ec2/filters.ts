import { AwsApiError } from "../aws-error.ts";
import type { QueryParams } from "../wire/query-params.ts";
import { isNotSimulated } from "./not-simulated-filters.ts";
import { type Pattern, pattern } from "./pattern.ts";

/** Filters one call takes, and values one filter takes. */
const filterLimit = 50;
const valueLimit = 200;

/** What a filter compares: the value of each record it is asked about; several when one of them is enough. */
export type Attribute<Item> = (item: Item) => string | Iterable<string> | undefined;

/** What the records of an action can be filtered by. */
export interface Filterable<Item> {
  /** By the filter's name. */
  readonly attributes: Readonly<Record<string, Attribute<Item>>>;
  /** Gives `tag:<key>` and `tag-key`, for records that carry tags. */
  readonly tags?: (item: Item) => ReadonlyMap<string, string>;
}

/** The same, of what a record looks like instead of what it is. */
export function filterableAs<Item>(
  { attributes, tags }: Filterable<Item>,
  look: (item: Item) => Item,
): Filterable<Item> {
  const looking = Object.entries(attributes).map(([name, attribute]): [string, Attribute<Item>] => [
    name,
    (item) => attribute(look(item)),
  ]);
  return { attributes: Object.fromEntries(looking), ...(tags && { tags: (item) => tags(look(item)) }) };
}

/**
 * The filters of a call as one condition: a record passes when every filter has a value that fits it. What records can
 * be filtered by may be a function, which only a call with filters waits for.
 *
 * @throws AwsApiError `InvalidParameterValue` for an unknown filter, `FilterLimitExceeded` for too many values.
 */
export function readFilters<Item>(
  params: QueryParams,
  filterable: Filterable<Item> | (() => Filterable<Item>),
): (item: Item) => boolean {
  const filters = params.structures("Filter");
  if (filters.length === 0) return () => true;
  if (filters.length > filterLimit) {
    throw new AwsApiError("FilterLimitExceeded", `The maximum number of filters is ${filterLimit}`);
  }
  const known = typeof filterable === "function" ? filterable() : filterable;
  const conditions = filters.map((filter) => condition(params, filter, known));
  return (item) => conditions.every((fits) => fits(item));
}

function condition<Item>(
  params: QueryParams,
  filter: QueryParams,
  filterable: Filterable<Item>,
): (item: Item) => boolean {
  const name = filter.text("Name") ?? "";
  const attribute = attributeOf(name, filterable);
  if (!attribute) {
    const problem = isNotSimulated(params, name) ? "not simulated" : "invalid";
    throw new AwsApiError("InvalidParameterValue", `The filter '${name}' is ${problem}`);
  }
  const values = filter.texts("Value");
  if (values.length === 0)
    throw new AwsApiError("InvalidParameterValue", `The filter '${name}' has no values`);
  if (values.length > valueLimit) {
    throw new AwsApiError(
      "FilterLimitExceeded",
      `The maximum number of values of one filter is ${valueLimit}`,
    );
  }
  const fits: Pattern = pattern(values);
  return (item) => {
    const found = attribute(item);
    if (found === undefined) return false;
    return typeof found === "string" ? fits(found) : [...found].some(fits);
  };
}

function attributeOf<Item>(
  name: string,
  { attributes, tags }: Filterable<Item>,
): Attribute<Item> | undefined {
  if (tags && name === "tag-key") return (item) => tags(item).keys();
  if (tags && name.startsWith("tag:")) {
    const key = name.slice("tag:".length);
    return (item) => tags(item).get(key);
  }
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}
