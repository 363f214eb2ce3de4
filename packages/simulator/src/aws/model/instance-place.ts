import { seeded } from "../../random/seeded.ts";
import type { Instance } from "./instance.ts";
import type { InstancePlan } from "./launch.ts";
import { vpcOf } from "./network.ts";
import { freeAddress } from "./private-addresses.ts";
import type { Region, World } from "./world.ts";

/** Gives a new instance its place in the network: from then on its subnet is known, and its address is its own. */
export function takePlace(
  world: World,
  region: Region,
  { availabilityZone, subnetId, privateIp, groups }: InstancePlan,
  { id, ordinal }: Pick<Instance, "id" | "ordinal">,
): Pick<Instance, "availabilityZone" | "privateIp" | "vpcId" | "subnetId" | "groups"> {
  const vpc = vpcOf(world, region.name);
  const subnet =
    vpc.subnets.find(({ zone }) => zone === availabilityZone) ??
    vpc.subnets[Math.floor(seeded(world.seed, "zone", ordinal) * vpc.subnets.length)]!;
  if (subnetId !== undefined && !vpc.subnets.some((one) => one.id === subnetId)) {
    region.subnets.set(subnetId, subnet.zone);
  }
  const place = {
    availabilityZone: subnet.zone,
    privateIp: privateIp ?? freeAddress(world, region, subnet.cidr),
    vpcId: vpc.id,
    subnetId: subnetId ?? subnet.id,
    groups: groups ?? [vpc.defaultGroup],
  };
  region.privateAddresses.holders.set(place.privateIp, id);
  return place;
}
