import { leaf, list } from "../wire/xml.ts";

/** Tags as descriptions of resources show them; nothing at all when there are none. */
export function tagSet(tags: ReadonlyMap<string, string>): string {
  if (tags.size === 0) return "";
  return list(
    "tagSet",
    [...tags].map(([key, value]) => leaf("key", key) + leaf("value", value)),
  );
}
