import { seeded } from "../../random/seeded.ts";
import { AwsApiError } from "../aws-error.ts";
import { type Place, roomIn } from "./capacity.ts";
import type { Instance } from "./instance.ts";
import { stateAfter } from "./instance-state.ts";
import { vpcOf, zonesOf } from "./network.ts";
import { roomOf } from "./private-addresses.ts";
import type { Region, World } from "./world.ts";

export interface PlacementOrder {
  readonly type: string;
  /** @defaultValue whichever has room */
  readonly zone?: string | undefined;
  /** Fewer than that are none. */
  readonly least: number;
  readonly most: number;
}

/**
 * The zone of each of as many instances as there is room for. It is the same one for all of them, the first that has
 * room for most: that AWS never spreads a launch over zones is an assumption.
 *
 * @throws AwsApiError `InstanceLimitExceeded`, `InsufficientInstanceCapacity`, `VcpuLimitExceeded` or
 *   `InsufficientFreeAddressesInSubnet` when they are too few.
 */
export function placements(world: World, region: Region, order: PlacementOrder): readonly string[] {
  const { type, zone, least } = order;
  const present = presentIn(world, region);
  const most = Math.min(order.most, leftOf(world, present.length, least));
  let best: Fill = { zone: "", count: -1 };
  for (const one of zone === undefined ? zonesFrom(world, region) : [zone]) {
    const found = fill(
      world,
      region,
      { zone: one, type },
      Math.min(most, freeIn(world, region, present, one)),
    );
    if (found.count > best.count) best = found;
    if (best.count >= most) break;
  }
  if (best.count >= least) return Array<string>(best.count).fill(best.zone);
  throw best.refusal ?? noAddresses(best.zone);
}

/** Instances that are not terminated. */
function presentIn({ delays, clock }: World, { instances }: Region): readonly Instance[] {
  const nowMs = clock();
  return [...instances.values()].filter(({ order }) => {
    const state = stateAfter(order, delays, nowMs);
    return state !== undefined && state !== "terminated";
  });
}

/** How many more instances the limit of the region allows. @throws AwsApiError `InstanceLimitExceeded` when they are too few. */
function leftOf({ instanceLimit }: World, present: number, least: number): number {
  const left = instanceLimit - present;
  if (left >= least) return left;
  throw new AwsApiError(
    "InstanceLimitExceeded",
    `You have requested more instances (${least}) than your current instance limit of ${instanceLimit} allows.`,
  );
}

/** How many addresses the subnets of a zone, which share their range, have left. */
function freeIn(world: World, { name }: Region, present: readonly Instance[], zone: string): number {
  const { cidr } = vpcOf(world, name).subnets.find((subnet) => subnet.zone === zone)!;
  return roomOf(cidr) - present.filter(({ availabilityZone }) => availabilityZone === zone).length;
}

function noAddresses(zone: string): AwsApiError {
  return new AwsApiError(
    "InsufficientFreeAddressesInSubnet",
    `The subnet in ${zone} does not have enough free addresses to satisfy the request.`,
  );
}

/** How many instances find a place in a zone, and why there are no more. */
interface Fill {
  readonly zone: string;
  readonly count: number;
  readonly refusal?: AwsApiError;
}

function fill(world: World, region: Region, place: Place, most: number): Fill {
  const { zone } = place;
  const room = roomIn(world, region);
  for (let count = 0; count < most; count++) {
    const refusal = room.take(place);
    if (refusal) return { zone, count, refusal };
  }
  return { zone, count: most };
}

/** All zones of a region, beginning anywhere. */
function zonesFrom({ seed, nextOrdinal }: World, { name }: Region): readonly string[] {
  const zones = zonesOf(name);
  const first = Math.floor(seeded(seed, "zone", nextOrdinal()) * zones.length);
  return [...zones.slice(first), ...zones.slice(0, first)];
}
