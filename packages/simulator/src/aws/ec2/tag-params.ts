import { refuseBadTags, type Tag } from "../model/tags.ts";
import type { QueryParams } from "../wire/query-params.ts";

/** The tags a call or a part of it names. @throws AwsApiError for tags that could be on no resource. */
export function readTags(params: QueryParams): readonly Tag[] {
  const tags = params.structures("Tag").map((tag): Tag => [tag.text("Key") ?? "", tag.text("Value") ?? ""]);
  refuseBadTags(tags);
  return tags;
}
