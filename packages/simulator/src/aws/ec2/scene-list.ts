import { AwsApiError } from "../aws-error.ts";
import { list } from "../wire/xml.ts";
import type { Ec2Call } from "./ec2-action.ts";
import { type Attribute, readFilters } from "./filters.ts";
import { page } from "./paging.ts";

export interface SceneListOptions<Item> {
  /** Name of the set in the answer. */
  readonly set: string;
  /** What a call can name its items by (`VpcId`). One that is named in any of these ways is wanted. */
  readonly names: Readonly<Record<string, (item: Item) => string>>;
  /** The error for what is named and not there. */
  readonly notFound: string;
  /** Where an item stands among the others, for lists that come in pages. */
  readonly position?: (item: Item) => string;
  readonly attributes: Readonly<Record<string, Attribute<Item>>>;
  readonly tags?: (item: Item) => ReadonlyMap<string, string>;
  readonly write: (item: Item) => string;
}

/** What `MaxResults` may be in all of these lists. */
const pageLimits = [5, 1_000] as const;

/** What is around instances. @throws AwsApiError for what is named and unknown, and for pages that cannot be. */
export function sceneList<Item>(
  call: Ec2Call,
  all: readonly Item[],
  options: SceneListOptions<Item>,
): string {
  const { set, position, attributes, tags, write } = options;
  const passes = readFilters<Item>(call.params, { attributes, ...(tags && { tags }) });
  const found = wanted(call, all, options).filter(passes);
  if (!position) return list(set, found.map(write));
  const inOrder = found
    .map((item) => ({ item, at: position(item) }))
    .sort((one, other) => (one.at < other.at ? -1 : 1));
  const { items, next } = page(call.params, inOrder, { limits: pageLimits, position: ({ at }) => at });
  return (
    list(
      set,
      items.map(({ item }) => write(item)),
    ) + next
  );
}

/** Those a call names, or all when it names none. */
function wanted<Item>(
  { params }: Ec2Call,
  all: readonly Item[],
  { names, notFound }: SceneListOptions<Item>,
): readonly Item[] {
  const named = new Set<Item>();
  let isNarrowed = false;
  for (const [parameter, nameOf] of Object.entries(names)) {
    const values = new Set(params.texts(parameter));
    if (values.size === 0) continue;
    isNarrowed = true;
    for (const item of all) if (values.has(nameOf(item))) named.add(item);
    const known = new Set(all.map(nameOf));
    const unknown = [...values].find((value) => !known.has(value));
    if (unknown !== undefined) throw new AwsApiError(notFound, `${parameter} '${unknown}' does not exist`);
  }
  return isNarrowed ? [...named] : all;
}
