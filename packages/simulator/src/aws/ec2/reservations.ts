import type { Seen } from "../model/instance.ts";
import type { World } from "../model/world.ts";
import { buffersOf, type Slice, sliceOf } from "../wire/slices.ts";
import type { XmlContent } from "../wire/xml.ts";
import { itemOf, reservationEnd, reservationHead, written } from "./instance-xml.ts";
import { writtenTogether } from "./written-instances.ts";

const end = sliceOf(reservationEnd);

/** Instances in the reservations they were launched in; those of one reservation stand next to each other. */
export function reservationItems(world: World, all: readonly Seen[]): readonly Buffer[] {
  const slices: Slice[] = [];
  for (const [index, description] of writtenTogether(world, all).entries()) {
    const { instance } = all[index]!;
    const isFirst = all[index - 1]?.instance.reservationId !== instance.reservationId;
    const isLast = all[index + 1]?.instance.reservationId !== instance.reservationId;
    if (isFirst && isLast) {
      slices.push(description);
      continue;
    }
    if (isFirst) slices.push(sliceOf(reservationHead(world.account, instance)));
    slices.push(itemOf(description));
    if (isLast) slices.push(end);
  }
  return buffersOf(slices);
}

/** The content of one reservation; there is at least one instance. */
export function reservation(world: World, seen: readonly Seen[]): XmlContent {
  const nowMs = world.clock();
  const head = reservationHead(world.account, seen[0]!.instance).slice("<item>".length);
  const items = seen.map((one) => itemOf(written(world, one, nowMs)));
  return [head, buffersOf(items), reservationEnd.slice(0, -"</item>".length)];
}
