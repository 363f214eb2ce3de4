import { AwsApiError } from "../aws-error.ts";
import type { InstancePlan } from "../model/launch.ts";
import { groupNamed, type SecurityGroup, vpcOf } from "../model/network.ts";
import { seenInstances } from "../model/visible.ts";
import type { QueryParams } from "../wire/query-params.ts";
import type { Ec2Call } from "./ec2-action.ts";

/** Where in the network an instance is to be. */
export type NetworkPlan = Pick<
  InstancePlan,
  "availabilityZone" | "subnetId" | "groups" | "privateIp" | "publicAddress"
>;

/**
 * What a launch asks of the network: on its own, or in its first network interface, as tools write it that want a
 * public address.
 *
 * @throws AwsApiError when it asks on both levels, for a zone that is not there, or for an address that is in use.
 */
export function readNetwork(call: Ec2Call): NetworkPlan {
  const { params } = call;
  const [card] = params.structures("NetworkInterface");
  if (card) refuseBoth(params);
  const level = card ?? params;
  const groups = groupsIn(call, level);
  const subnetId = level.text("SubnetId");
  const privateIp = level.text("PrivateIpAddress");
  if (privateIp !== undefined) refuseTaken(call, privateIp);
  const availabilityZone = zoneIn(call, subnetId);
  const publicAddress = card?.text("AssociatePublicIpAddress") && card.flag("AssociatePublicIpAddress");
  return {
    ...(availabilityZone !== undefined && { availabilityZone }),
    ...(subnetId !== undefined && { subnetId }),
    ...(groups.length > 0 && { groups }),
    ...(privateIp !== undefined && { privateIp }),
    ...(typeof publicAddress === "boolean" && { publicAddress }),
  };
}

function refuseBoth(params: QueryParams): void {
  const isGiven =
    params.text("SubnetId") !== undefined ||
    params.text("PrivateIpAddress") !== undefined ||
    params.texts("SecurityGroupId").length > 0 ||
    params.texts("SecurityGroup").length > 0;
  if (!isGiven) return;
  throw new AwsApiError(
    "InvalidParameterCombination",
    "Network interfaces and an instance-level subnet ID, private address or security groups may not be specified on the same request",
  );
}

/** By id, or by name. */
function groupsIn({ params, world, region }: Ec2Call, level: QueryParams): readonly SecurityGroup[] {
  const { defaultGroup } = vpcOf(world, region.name);
  return [
    ...level.texts("SecurityGroupId").map((id) => (id === defaultGroup.id ? defaultGroup : { id, name: id })),
    ...params.texts("SecurityGroup").map((name) => groupNamed(world, region.name, name)),
  ];
}

/** The zone a launch names, or that of its subnet; none when it may be any. */
function zoneIn({ params, world, region }: Ec2Call, subnetId: string | undefined): string | undefined {
  const { subnets } = vpcOf(world, region.name);
  const named = params.structure("Placement").text("AvailabilityZone");
  if (named !== undefined && !subnets.some(({ zone }) => zone === named)) {
    throw new AwsApiError("InvalidParameterValue", `Invalid availability zone: [${named}]`);
  }
  const ofSubnet = subnets.find(({ id }) => id === subnetId)?.zone;
  if (named === undefined || ofSubnet === undefined || named === ofSubnet) return named ?? ofSubnet;
  throw new AwsApiError(
    "InvalidParameterValue",
    `Value (${named}) for parameter availabilityZone is invalid: subnet '${subnetId}' is in ${ofSubnet}.`,
  );
}

function refuseTaken({ world, region }: Ec2Call, address: string): void {
  const taken = seenInstances(world, region).some(
    ({ instance, state }) => state !== "terminated" && instance.privateIp === address,
  );
  if (taken) throw new AwsApiError("InvalidIPAddress.InUse", `Address ${address} is in use.`);
}
