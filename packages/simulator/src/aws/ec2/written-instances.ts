import type { Seen, Written } from "../model/instance.ts";
import type { World } from "../model/world.ts";
import { gaps, gathered } from "../wire/slices.ts";
import { written } from "./instance-xml.ts";

/** Instances whose descriptions are moved together: more make each change dearer, fewer make an answer more pieces. */
const groupSize = 16;
/** An earlier answer's groups may meet in one (1), and one that changed leaves two: moving at each change is too much. */
const mostGaps = 3;

/**
 * The descriptions of instances, moved next to each other where they are scattered: who asks for instances together
 * asks again, and what lies together is sent as it is.
 */
export function writtenTogether(world: World, all: readonly Seen[]): readonly Written[] {
  const nowMs = world.clock();
  const descriptions: Written[] = [];
  for (let first = 0; first < all.length; first += groupSize) {
    const group = all.slice(first, first + groupSize);
    const present = group.map((seen) => written(world, seen, nowMs));
    if (gaps(present) > mostGaps) {
      for (const [index, slice] of gathered(present).entries()) {
        present[index] = { ...present[index]!, ...slice };
        group[index]!.written = present[index];
      }
    }
    descriptions.push(...present);
  }
  return descriptions;
}
