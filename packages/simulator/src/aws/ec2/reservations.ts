import type { Instance, Seen } from "../model/instance.ts";
import type { World } from "../model/world.ts";
import { leaf, list, type XmlContent } from "../wire/xml.ts";
import { instanceItem } from "./instance-xml.ts";

const before = "<item>";
const after = Buffer.from("</instancesSet></item>");
const end = "</instancesSet>";

/** Instances in the reservations they were launched in; those of one reservation stand next to each other. */
export function reservationItems(world: World, seen: readonly Seen[]): readonly Buffer[] {
  const nowMs = world.clock();
  const pieces: Buffer[] = [];
  let open: string | undefined;
  for (const one of seen) {
    const { reservationId } = one.instance;
    if (open !== reservationId) {
      if (open !== undefined) pieces.push(after);
      pieces.push(headOf(world, one.instance));
      open = reservationId;
    }
    pieces.push(instanceItem(world, one, nowMs));
  }
  if (open !== undefined) pieces.push(after);
  return pieces;
}

/** The content of one reservation; there is at least one instance. */
export function reservation(world: World, seen: readonly Seen[]): XmlContent {
  const nowMs = world.clock();
  const head = headOf(world, seen[0]!.instance).subarray(before.length);
  const items = seen.map((one) => instanceItem(world, one, nowMs));
  return ["", Buffer.concat([head, ...items]), end];
}

/** What comes before the instances of a reservation in a list: it never changes. */
function headOf({ account }: World, instance: Instance): Buffer {
  instance.reservationHead ??= Buffer.from(
    [
      before,
      leaf("reservationId", instance.reservationId),
      leaf("ownerId", account),
      list("groupSet", []),
      "<instancesSet>",
    ].join(""),
  );
  return instance.reservationHead;
}
