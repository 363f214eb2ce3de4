import { AwsApiError } from "../aws-error.ts";
import type { Instance, Seen } from "./instance.ts";
import { seenAs } from "./visible.ts";
import type { Region, World } from "./world.ts";

/** A launch that carried a client token: asked for again, it is not done again. */
export interface Launch {
  /** Everything that was asked for, in a form that can be compared. */
  readonly request: string;
  /** Those that have not vanished yet. */
  readonly instances: Set<Instance>;
}

/** Tools send a token with every launch, so that much is kept of each; its instances go when they vanish. */
export function rememberLaunch(
  { launches }: Region,
  token: string,
  request: string,
  instances: readonly Instance[],
): void {
  launches.set(token, { request, instances: new Set(instances) });
}

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
  if (!launch) return undefined;
  if (launch.request !== request) {
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
