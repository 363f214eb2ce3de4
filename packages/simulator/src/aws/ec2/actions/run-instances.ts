import { powerOff } from "../../../cml/controller.ts";
import { bringUp } from "../../model/bring-up.ts";
import type { Seen } from "../../model/instance.ts";
import { addInstance, newReservationId } from "../../model/launch.ts";
import { earlierLaunch, forgetLaunches, rememberLaunch, undoLaunch } from "../../model/launches.ts";
import { placements } from "../../model/placement.ts";
import { forgetVanished, seenAs } from "../../model/visible.ts";
import { type Ec2Action, type Ec2Call, endDryRun } from "../ec2-action.ts";
import { type LaunchRequest, readLaunchRequest, readToken, wordingOf } from "../launch-request.ts";
import { reservation } from "../reservations.ts";

/** RunInstances: as many as there is room for, from the least to the most that is asked for. */
export const runInstances: Ec2Action = async (call) => {
  const { world, region, params } = call;
  // Whoever asks by id only never makes room for new ones otherwise.
  forgetVanished(world, region);
  forgetLaunches(world, region);
  const token = readToken(params);
  const wording = wordingOf(params);
  // What it asked for may be gone by now, and its address is its own.
  const earlier = token ? earlierLaunch(world, region, token, wording) : undefined;
  if (earlier) {
    endDryRun(call);
    return reservation(world, earlier);
  }
  const request = readLaunchRequest(call);
  const { type, availabilityZone: zone } = request.plan;
  const zones = placements(world, region, { type, zone, least: request.least, most: request.most });
  endDryRun(call);

  const seen = launch(call, request, zones);
  const instances = seen.map(({ instance }) => instance);
  if (token) rememberLaunch(world, region, token, wording, instances);
  try {
    await Promise.all(instances.map((instance) => bringUp(world, instance)));
  } catch (error) {
    await undoLaunch(world, region, token, instances);
    throw error;
  }
  return reservation(world, seen);
};

function launch(
  { world, region }: Ec2Call,
  { plan }: LaunchRequest,
  zones: readonly string[],
): readonly Seen[] {
  const reservationId = newReservationId(world);
  const order = { kind: "start", atMs: world.clock() } as const;
  const { consistencyMs, tagsMs } = world.delays;
  const hazards = { knownFromMs: order.atMs + consistencyMs, tagsFromMs: order.atMs + tagsMs };
  const common = { ...plan, reservationId, order, ...hazards };
  return zones.map((availabilityZone, launchIndex) => {
    const instance = addInstance(world, region, { ...common, availabilityZone, launchIndex });
    // What comes out of an image has its labs, and none of them runs.
    if (instance.host) powerOff(instance.host.controller);
    return seenAs(world, instance)!;
  });
}
