import { AwsApiError } from "../aws-error.ts";
import type { Seen } from "../model/instance.ts";
import { seenById, seenInstances } from "../model/visible.ts";
import type { Ec2Call } from "./ec2-action.ts";
import { type Page, page } from "./paging.ts";

export interface InstancePageOptions {
  /** Ids one call takes. */
  readonly idLimit: number;
  readonly passes: (seen: Seen) => boolean;
}

/**
 * The instances a call asks for: by id, or all of the region in pages.
 *
 * @throws AwsApiError for ids together with `MaxResults`, too many ids, and every id that is unknown.
 */
export function instancePage({ world, region, params }: Ec2Call, options: InstancePageOptions): Page<Seen> {
  const { idLimit, passes } = options;
  const ids = params.texts("InstanceId");
  if (ids.length > 0 && params.text("MaxResults") !== undefined) {
    throw new AwsApiError(
      "InvalidParameterCombination",
      "The parameter instancesSet cannot be used with the parameter maxResults",
    );
  }
  if (ids.length > idLimit) {
    throw new AwsApiError(
      "InvalidRequest",
      `${ids.length} exceeds the maximum number of instance IDs that can be specified (${idLimit}).`,
    );
  }
  const seen = ids.length > 0 ? seenById(world, region, ids) : seenInstances(world, region);
  // In the order of creation, so that a reservation stays in one piece.
  const sorted = inOrder(seen.filter(passes));
  return page(params, sorted, {
    limits: [5, 1_000],
    position: ({ instance }) => instance.ordinal,
  });
}

/** Sorts by creation; callers nearly always name instances in that order already. */
function inOrder(seen: Seen[]): readonly Seen[] {
  let last = -1;
  for (const { instance } of seen) {
    if (instance.ordinal < last) {
      return seen.sort((one, other) => one.instance.ordinal - other.instance.ordinal);
    }
    last = instance.ordinal;
  }
  return seen;
}
