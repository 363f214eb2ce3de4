import { seeded } from "../../random/seeded.ts";
import { AwsApiError } from "../aws-error.ts";
import { type Place, type Room, roomIn } from "./capacity.ts";
import { stateAfter } from "./instance-state.ts";
import { zonesOf } from "./network.ts";
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
 * The zones of as many instances as there is room for.
 *
 * @throws AwsApiError `InstanceLimitExceeded`, `InsufficientInstanceCapacity` or `VcpuLimitExceeded` when they are too few.
 */
export function placements(world: World, region: Region, order: PlacementOrder): readonly string[] {
  const { type, zone, least } = order;
  const most = Math.min(order.most, leftOf(world, region, least));
  const room = roomIn(world, region);
  const zones: string[] = [];
  while (zones.length < most) {
    const candidates = zone === undefined ? zonesFrom(world, region) : [zone];
    const found = firstWithRoom(
      room,
      candidates.map((one) => ({ zone: one, type })),
    );
    if (found.zone === undefined) {
      if (zones.length < least) throw found.refusal;
      break;
    }
    zones.push(found.zone);
  }
  return zones;
}

/** How many more instances the limit of the region allows. @throws AwsApiError `InstanceLimitExceeded` when they are too few. */
function leftOf({ instanceLimit, delays, clock }: World, { instances }: Region, least: number): number {
  const nowMs = clock();
  const present = [...instances.values()].filter(({ order }) => {
    const state = stateAfter(order, delays, nowMs);
    return state !== undefined && state !== "terminated";
  });
  const left = instanceLimit - present.length;
  if (left >= least) return left;
  throw new AwsApiError(
    "InstanceLimitExceeded",
    `You have requested more instances (${least}) than your current instance limit of ${instanceLimit} allows.`,
  );
}

type Found = { readonly zone: string } | { readonly zone?: undefined; readonly refusal: AwsApiError };

function firstWithRoom(room: Room, places: readonly Place[]): Found {
  let refusal: AwsApiError | undefined;
  for (const place of places) {
    const refused = room.take(place);
    if (!refused) return { zone: place.zone };
    refusal = refused;
  }
  return { refusal: refusal! };
}

/** All zones of a region, beginning anywhere. */
function zonesFrom({ seed, nextOrdinal }: World, { name }: Region): readonly string[] {
  const zones = zonesOf(name);
  const first = Math.floor(seeded(seed, "zone", nextOrdinal()) * zones.length);
  return [...zones.slice(first), ...zones.slice(0, first)];
}
