import { AwsApiError } from "../aws-error.ts";
import type { Instance, Seen } from "./instance.ts";
import { stateAfter, stateEndsAt, terminatedAt } from "./instance-state.ts";
import type { Region, World } from "./world.ts";

/** An instance as it is now; `undefined` once it has vanished. */
export function seenAs(
  { delays, clock }: World,
  instance: Instance,
  nowMs: number = clock(),
): Seen | undefined {
  const { seen: last, revision, order } = instance;
  if (last?.revision === revision && nowMs < last.untilMs) return last;
  const state = stateAfter(order, delays, nowMs);
  if (!state) return undefined;
  const seen = { instance, state, revision, untilMs: stateEndsAt(order, delays, nowMs) };
  instance.seen = seen;
  return seen;
}

/** The same for a call that asks by id: EC2 is consistent in the end only, so a new instance may not be known yet. */
function knownAs(world: World, instance: Instance | undefined, nowMs: number): Seen | undefined {
  return instance && instance.knownFromMs <= nowMs ? seenAs(world, instance, nowMs) : undefined;
}

/** The instances of a region that calls know by now, oldest first. */
export function seenInstances(world: World, region: Region): Seen[] {
  const nowMs = world.clock();
  return existingInstances(world, region).filter(({ instance }) => instance.knownFromMs <= nowMs);
}

/** The instances of a region, oldest first. Forgets those that have vanished. */
export function existingInstances(world: World, region: Region): Seen[] {
  const seen: Seen[] = [];
  for (const instance of region.instances.values()) {
    const one = seenAs(world, instance);
    if (one) seen.push(one);
    else forget(world, region, instance);
  }
  return seen;
}

/** Forgets the instances of a region that have vanished. */
export function forgetVanished(world: World, region: Region): void {
  existingInstances(world, region);
}

function forget({ delays }: World, { instances, launches }: Region, instance: Instance): void {
  instances.delete(instance.id);
  const launch = launches.get(instance.clientToken);
  if (launch?.instances.delete(instance))
    launch.endedMs = Math.max(launch.endedMs, terminatedAt(instance.order, delays));
}

/** The instances of these ids, all of them or none. @throws AwsApiError when an id is malformed or unknown. */
export function seenById(world: World, region: Region, ids: readonly string[]): Seen[] {
  const nowMs = world.clock();
  const missing = new Set<string>();
  const seen: Seen[] = [];
  // Of ids in the order of creation none comes twice, and that is how nearly everybody names them.
  let isOrdered = true;
  let last = -1;
  for (const id of ids) {
    const one = knownAs(world, region.instances.get(id), nowMs);
    if (!one) {
      missing.add(id);
      continue;
    }
    if (one.instance.ordinal <= last) isOrdered = false;
    last = one.instance.ordinal;
    seen.push(one);
  }
  if (missing.size === 0) return isOrdered ? seen : [...new Set(seen)];
  const malformed = [...missing].find((id) => !/^i-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id));
  if (malformed !== undefined) {
    throw new AwsApiError("InvalidInstanceID.Malformed", `Invalid id: "${malformed}"`);
  }
  const plural = missing.size > 1;
  throw new AwsApiError(
    "InvalidInstanceID.NotFound",
    `The instance ID${plural ? "s" : ""} '${[...missing].join(", ")}' do${plural ? "" : "es"} not exist`,
  );
}
