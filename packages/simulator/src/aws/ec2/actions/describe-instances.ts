import type { Ec2Action } from "../ec2-action.ts";
import { readFilters } from "../filters.ts";
import { instanceFilterable } from "../instance-attributes.ts";
import { instancePage } from "../instance-page.ts";
import { reservationItems } from "../reservations.ts";

const idLimit = 1_000;

/** DescribeInstances: pages count instances, so one reservation may be spread over several. */
export const describeInstances: Ec2Action = (call) => {
  const { world, params } = call;
  const passes = readFilters(params, () => instanceFilterable(world));
  const { items, next } = instancePage(call, { idLimit, passes });
  return ["<reservationSet>", reservationItems(world, items), `</reservationSet>${next}`];
};
