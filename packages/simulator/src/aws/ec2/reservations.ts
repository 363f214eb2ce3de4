import type { Seen } from "../model/visible.ts";
import type { World } from "../model/world.ts";
import { leaf, list } from "../wire/xml.ts";
import { instanceXml } from "./instance-xml.ts";

/** Instances in the reservations they were launched in; those of one reservation stand next to each other. */
export function reservationItems(world: World, seen: readonly Seen[]): string[] {
  const groups: Seen[][] = [];
  for (const one of seen) {
    const group = groups.at(-1);
    if (group?.[0]?.instance.reservationId === one.instance.reservationId) group.push(one);
    else groups.push([one]);
  }
  return groups.map((group) => reservation(world, group));
}

/** The content of one reservation. */
export function reservation(world: World, seen: readonly Seen[]): string {
  return [
    leaf("reservationId", seen[0]?.instance.reservationId),
    leaf("ownerId", world.account),
    list("groupSet", []),
    list(
      "instancesSet",
      seen.map((one) => instanceXml(world, one)),
    ),
  ].join("");
}
