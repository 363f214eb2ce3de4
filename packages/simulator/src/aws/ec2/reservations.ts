import type { Seen } from "../model/instance.ts";
import type { World } from "../model/world.ts";
import { join } from "../wire/byte-blocks.ts";
import type { XmlContent } from "../wire/xml.ts";
import { reservationEnd, reservationHead, written } from "./instance-xml.ts";

const end = Buffer.from(reservationEnd);

/** Instances in the reservations they were launched in; those of one reservation stand next to each other. */
export function reservationItems(world: World, all: readonly Seen[]): readonly Buffer[] {
  const nowMs = world.clock();
  const pieces: Buffer[] = [];
  for (let index = 0; index < all.length; index++) {
    const seen = all[index]!;
    const { reservationId } = seen.instance;
    const isFirst = all[index - 1]?.instance.reservationId !== reservationId;
    const isLast = all[index + 1]?.instance.reservationId !== reservationId;
    const { alone, item } = written(world, seen, nowMs);
    if (isFirst && isLast) {
      pieces.push(alone);
      continue;
    }
    if (isFirst) pieces.push(Buffer.from(reservationHead(world.account, seen.instance)));
    pieces.push(item);
    if (isLast) pieces.push(end);
  }
  return pieces;
}

/** The content of one reservation; there is at least one instance. */
export function reservation(world: World, seen: readonly Seen[]): XmlContent {
  const nowMs = world.clock();
  const head = reservationHead(world.account, seen[0]!.instance).slice("<item>".length);
  const items = seen.map((one) => written(world, one, nowMs).item);
  return [head, join(items), reservationEnd.slice(0, -"</item>".length)];
}
