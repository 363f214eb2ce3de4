import type { Instance } from "@aws-sdk/client-ec2";
import type { DetailedMonitoring, InstanceSnapshot, PowerState } from "@cml-fleet/core";
import { withoutEmpty } from "./without-empty.ts";

/**
 * How long after a launch EC2 may leave out the tags an instance has, in milliseconds. Within this time
 * "no tags" is no news.
 */
const TAGS_SETTLE_MS = 5 * 60_000;

const powerStates: ReadonlyMap<string, PowerState> = new Map<string, PowerState>([
  ["pending", "pending"],
  ["running", "running"],
  ["stopping", "stopping"],
  ["stopped", "stopped"],
  ["shutting-down", "terminating"],
  ["terminated", "terminated"],
]);

const monitoringStates: ReadonlyMap<string, DetailedMonitoring> = new Map<string, DetailedMonitoring>([
  ["disabled", "off"],
  ["pending", "turning-on"],
  ["enabled", "on"],
  ["disabling", "turning-off"],
]);

/** EC2's name for a power state in the fleet's words; `unrecognised` for one that is new. */
export function toPowerState(name: string | undefined): PowerState {
  return powerStates.get(name ?? "") ?? "unrecognised";
}

/** EC2's description of one instance as the fleet keeps it: a small plain object that holds on to nothing. */
export function toSnapshot(instance: Instance, region: string, observedAt: number): InstanceSnapshot {
  const { InstanceId = "", ImageId = "", InstanceType = "", LaunchTime, Placement } = instance;
  const launchedAt = LaunchTime?.getTime() ?? observedAt;
  const tags = tagsOf(instance, observedAt - launchedAt);
  return {
    region,
    id: InstanceId,
    power: toPowerState(instance.State?.Name),
    imageId: ImageId,
    instanceType: InstanceType,
    launchedAt: new Date(launchedAt).toISOString(),
    ...withoutEmpty({
      powerReason: instance.StateReason?.Message || instance.StateTransitionReason,
      zone: Placement?.AvailabilityZone,
      publicIp: instance.PublicIpAddress,
      privateIp: instance.PrivateIpAddress,
      name: tags?.["Name"],
    }),
    ...(tags && { tags }),
    detailedMonitoring: monitoringStates.get(instance.Monitoring?.State ?? "") ?? "off",
    observedAt: new Date(observedAt).toISOString(),
  };
}

function tagsOf({ Tags }: Instance, ageMs: number): Record<string, string> | undefined {
  if (!Tags?.length) return ageMs < TAGS_SETTLE_MS ? undefined : {};
  return Object.fromEntries(
    Tags.flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? ""]])),
  );
}
