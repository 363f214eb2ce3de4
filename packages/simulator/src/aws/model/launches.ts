import { createHash } from "node:crypto";
import { AwsApiError } from "../aws-error.ts";
import type { Instance, Seen } from "./instance.ts";
import { terminatedAt } from "./instance-state.ts";
import { seenAs } from "./visible.ts";
import type { Region, World } from "./world.ts";

/** A launch that carried a client token: asked for again, it is not done again. */
export interface Launch {
  /** A digest of everything that was asked for. */
  readonly request: string;
  /** Those that have not vanished yet. */
  readonly instances: Set<Instance>;
  /** When the last of those that have vanished was terminated. */
  endedMs: number;
}

/** Tools send a token with every launch, so that much is kept of each; its instances go when they vanish. */
export function rememberLaunch(
  world: World,
  { launches }: Region,
  token: string,
  request: string,
  made: readonly Instance[],
): void {
  launches.set(token, { request: digest(request), endedMs: world.clock(), instances: new Set(made) });
}

/** Takes back a launch that failed, as if nobody had asked for it: with its token it can be tried once more. */
export async function undoLaunch(
  world: World,
  { instances, launches }: Region,
  token: string,
  made: readonly Instance[],
): Promise<void> {
  launches.delete(token);
  for (const { id, publicAddress, publicIp } of made) {
    instances.delete(id);
    if (publicAddress) world.publicAddresses.release(publicIp);
  }
  await Promise.allSettled(made.map(({ host }) => host?.close()));
}

/** Forgets the launches whose tokens are no longer valid, once they may be as many as those that are. */
export function forgetLaunches(world: World, region: Region): void {
  const { launches } = region;
  if (launches.size < region.launchesToCheck) return;
  for (const [token, launch] of launches) if (isOver(world, launch)) launches.delete(token);
  region.launchesToCheck = Math.max(leastToCheck, 2 * launches.size);
}

/** Launches that are few enough to be kept without a look at them. */
export const leastToCheck = 1_000;

/**
 * The instances an earlier launch with this token made; `undefined` when there was none.
 *
 * @throws AwsApiError when that launch asked for something else, and when all it made is gone.
 */
export function earlierLaunch(
  world: World,
  region: Region,
  token: string,
  request: string,
): readonly Seen[] | undefined {
  const launch = region.launches.get(token);
  if (!launch || isOver(world, launch)) return undefined;
  if (launch.request !== digest(request)) {
    throw new AwsApiError(
      "IdempotentParameterMismatch",
      "The client token you have provided is associated with another request whose parameters differ.",
    );
  }
  const seen = [...launch.instances].flatMap((instance) => seenAs(world, instance) ?? []);
  if (seen.some(({ state }) => state !== "terminated")) return seen;
  throw new AwsApiError(
    "IdempotentInstanceTerminated",
    "The instances launched with this client token are terminated.",
  );
}

/** EC2 promises that a token is valid for at least that long after the termination of what was launched with it. */
function isOver(world: World, { instances, endedMs }: Launch): boolean {
  const ends = Array.from(instances, ({ order }) => terminatedAt(order, world.delays));
  return world.clock() >= Math.max(endedMs, ...ends) + world.delays.clientTokenMs;
}

/** Whatever was asked for, user data above all, takes no more room than this. */
function digest(request: string): string {
  return createHash("sha256").update(request).digest("base64");
}
