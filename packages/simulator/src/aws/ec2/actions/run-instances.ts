import { powerOff } from "../../../cml/controller.ts";
import { addInstance, newReservationId } from "../../model/launch.ts";
import { earlierLaunch } from "../../model/launches.ts";
import { bringUp } from "../../model/power.ts";
import { type Seen, seenAs } from "../../model/visible.ts";
import { type Ec2Action, type Ec2Call, endDryRun } from "../ec2-action.ts";
import { type LaunchRequest, readLaunchRequest } from "../launch-request.ts";
import { reservation } from "../reservations.ts";

/** RunInstances: capacity is never short, so it launches the most it is asked for. */
export const runInstances: Ec2Action = async (call) => {
  const { world, region } = call;
  const request = readLaunchRequest(call);
  const token = request.plan.clientToken;
  const wording = JSON.stringify(request, (_key, value) =>
    value instanceof Map ? [...value].sort() : value,
  );
  const earlier = token ? earlierLaunch(world, region, token, wording) : undefined;
  endDryRun(call);
  if (earlier) return reservation(world, earlier);

  const seen = launch(call, request);
  const instances = seen.map(({ instance }) => instance);
  if (token) region.launches.set(token, { request: wording, instances });
  await Promise.all(instances.map((instance) => bringUp(world, instance)));
  return reservation(world, seen);
};

function launch({ world, region }: Ec2Call, { count, plan }: LaunchRequest): readonly Seen[] {
  const reservationId = newReservationId(world);
  const order = { kind: "start", atMs: world.clock() } as const;
  return Array.from({ length: count }, (_, launchIndex) => {
    const instance = addInstance(world, region, { ...plan, reservationId, launchIndex, order });
    // What comes out of an image has its labs, and none of them runs.
    if (instance.host) powerOff(instance.host.controller);
    return seenAs(world, instance)!;
  });
}
