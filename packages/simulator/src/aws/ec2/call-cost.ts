import type { CallCost } from "../model/token-buckets.ts";
import type { QueryParams } from "../wire/query-params.ts";

/** How much of what EC2 limits a call costs. Whether it succeeds makes no difference. */
export function costOf(action: string, params: QueryParams): CallCost {
  const named = new Set(params.texts("InstanceId")).size;
  const isNarrowed =
    named > 0 ||
    params.structures("Filter").length > 0 ||
    params.text("MaxResults") !== undefined ||
    params.text("NextToken") !== undefined;
  const launched = action === "RunInstances" ? (params.whole("MaxCount") ?? 0) : 0;
  return { bare: !isNarrowed, instances: named + Math.max(launched, 0) };
}
