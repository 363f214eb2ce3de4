import { AwsApiError } from "../aws-error.ts";
import { list } from "../wire/xml.ts";
import type { Ec2Call } from "./ec2-action.ts";
import { type Attribute, readFilters } from "./filters.ts";

export interface SceneListOptions<Item> {
  /** Name of the set in the answer. */
  readonly set: string;
  /** What ids are called in a call (`VpcId`), and the error for an unknown one. */
  readonly idName: string;
  readonly notFound: string;
  readonly idOf: (item: Item) => string;
  readonly attributes: Readonly<Record<string, Attribute<Item>>>;
  readonly tags?: (item: Item) => ReadonlyMap<string, string>;
  readonly write: (item: Item) => string;
}

/** What is around instances, in one page. @throws AwsApiError for an id that is unknown. */
export function sceneList<Item>(
  call: Ec2Call,
  all: readonly Item[],
  options: SceneListOptions<Item>,
): string {
  const { set, idName, notFound, idOf, attributes, tags, write } = options;
  const passes = readFilters<Item>(call.params, { attributes, ...(tags && { tags }) });
  const ids = call.params.texts(idName);
  const known = new Set(all.map(idOf));
  const unknown = ids.find((id) => !known.has(id));
  if (unknown !== undefined) throw new AwsApiError(notFound, `${idName} '${unknown}' does not exist`);
  const found = all.filter((item) => (ids.length === 0 || ids.includes(idOf(item))) && passes(item));
  return list(set, found.map(write));
}
