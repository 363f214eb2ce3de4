import { AwsApiError } from "../aws-error.ts";

/** Tags a resource carries at most, apart from those it is given here. */
const tagLimit = 50;
const reserved = "aws:";

/** Tag that carries the URL of the controller on an instance. */
export const endpointTag = "cml:endpoint";

/** A new tag as a call names it. */
export type Tag = readonly [key: string, value: string];

/** Whether AWS itself gave this tag. */
export function isReserved(key: string): boolean {
  return key.startsWith(reserved);
}

/** @throws AwsApiError when one of them could be on no resource at all. */
export function refuseBadTags(tags: readonly Tag[]): void {
  const keys = new Set<string>();
  for (const [key, value] of tags) {
    if (keys.has(key)) throw invalid(`Duplicate tag key '${key}' specified.`);
    keys.add(key);
    if (key === "" || key.length > 128) throw invalid("Tag keys have 1 to 128 characters.");
    if (value.length > 256) throw invalid(`The value of tag '${key}' exceeds 256 characters.`);
  }
  refuseReserved([...keys]);
}

/** @throws AwsApiError when one of them is AWS's own. */
export function refuseReserved(keys: readonly string[]): void {
  if (!keys.some(isReserved)) return;
  throw invalid(`Tag keys starting with '${reserved}' are reserved for internal use`);
}

/** @throws AwsApiError `TagLimitExceeded`, when a resource would carry too many with these. */
export function refuseTooMany(present: ReadonlyMap<string, string>, added: readonly Tag[]): void {
  const keys = new Set([...present.keys(), ...added.map(([key]) => key)]);
  const count = [...keys].filter((key) => !isReserved(key) && key !== endpointTag).length;
  if (count <= tagLimit) return;
  throw new AwsApiError(
    "TagLimitExceeded",
    `You have reached the maximum of ${tagLimit} tags on a resource.`,
  );
}

function invalid(message: string): AwsApiError {
  return new AwsApiError("InvalidParameterValue", message);
}
