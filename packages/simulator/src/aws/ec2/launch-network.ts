import { AwsApiError } from "../aws-error.ts";
import type { InstancePlan } from "../model/launch.ts";
import {
  groupNamed,
  type SecurityGroup,
  type Subnet,
  subnetNamed,
  vpcOf,
  zoneFor,
  zoneIdOf,
} from "../model/network.ts";
import { isAddress, isReserved, isTaken, isWithin } from "../model/private-addresses.ts";
import type { QueryParams } from "../wire/query-params.ts";
import type { Ec2Call } from "./ec2-action.ts";

/** Where in the network an instance is to be. */
export type NetworkPlan = Pick<
  InstancePlan,
  "availabilityZone" | "subnetId" | "groups" | "privateIp" | "publicAddress"
>;

/**
 * What a launch asks of the network: on its own, or in its network interface, as tools write it that want a public
 * address.
 *
 * @throws AwsApiError when it asks on both levels, for a zone that is not there, or for an address that cannot be had.
 */
export function readNetwork(call: Ec2Call): NetworkPlan {
  const { params } = call;
  const [card] = params.structures("NetworkInterface");
  if (card) refuseBoth(params);
  const level = card ?? params;
  const groups = groupsIn(call, level);
  const subnetId = level.text("SubnetId");
  const privateIp = addressIn(call, level);
  if (privateIp !== undefined) refuseTaken(call, privateIp);
  const availabilityZone = zoneIn(call, subnetId, privateIp);
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
  return [
    ...level.texts("SecurityGroupId").map((id) => groupOf(world, region, id)),
    ...params.texts("SecurityGroup").map((name) => groupNamed(world, region.name, name)),
  ];
}

/** The group of that id: the default one, one that an earlier launch named, or else one of which no more is known. */
function groupOf(world: Ec2Call["world"], region: Ec2Call["region"], id: string): SecurityGroup {
  const { defaultGroup } = vpcOf(world, region.name);
  if (id === defaultGroup.id) return defaultGroup;
  for (const { groups } of region.instances.values()) {
    const known = groups.find((group) => group.id === id);
    if (known) return known;
  }
  return { id, name: id };
}

/** The one address that is asked for, on its own or as the first of a network interface. */
function addressIn({ params }: Ec2Call, level: QueryParams): string | undefined {
  const [first] = level.structures("PrivateIpAddresses");
  const address = level.text("PrivateIpAddress") ?? first?.text("PrivateIpAddress");
  if (address === undefined) return undefined;
  if (!isAddress(address))
    throw invalid(`Invalid value '${address}' for PrivateIpAddress: it is no address.`);
  if (params.whole("MaxCount") === 1) return address;
  throw new AwsApiError(
    "InvalidParameterCombination",
    `Only one instance can have the address ${address}: launch it with a MaxCount of 1.`,
  );
}

/** The zone a launch names, or that of its subnet or its address; none when it may be any. */
function zoneIn(
  call: Ec2Call,
  subnetId: string | undefined,
  privateIp: string | undefined,
): string | undefined {
  const { world, region } = call;
  const { subnets } = vpcOf(world, region.name);
  const named = namedZone(call, subnets);
  const ofSubnet = subnetId === undefined ? undefined : subnetNamed(world, region, subnetId)?.zone;
  if (named !== undefined && ofSubnet !== undefined && named !== ofSubnet) {
    throw invalid(
      `Value (${named}) for parameter availabilityZone is invalid: subnet '${subnetId}' is in ${ofSubnet}.`,
    );
  }
  const ofAddress = subnets.find(({ cidr }) => privateIp !== undefined && isWithin(cidr, privateIp))?.zone;
  const zone = named ?? ofSubnet ?? ofAddress ?? (subnetId && zoneFor(world, region, subnetId));
  if (privateIp === undefined) return zone;
  const subnet = subnets.find((one) => one.zone === zone);
  if (!subnet) throw invalid(`Address ${privateIp} does not fall within the address range of any subnet.`);
  refuseOutside(privateIp, subnet);
  return zone;
}

function namedZone({ params, world }: Ec2Call, subnets: readonly Subnet[]): string | undefined {
  const placement = params.structure("Placement");
  const name = placement.text("AvailabilityZone") ?? placement.text("AvailabilityZoneId");
  if (name === undefined) return undefined;
  const found = subnets.find(({ zone }) => zone === name || zoneIdOf(world, zone) === name);
  if (found) return found.zone;
  throw invalid(`Invalid availability zone: [${name}]`);
}

function refuseOutside(address: string, { cidr }: Subnet): void {
  if (!isWithin(cidr, address)) {
    throw invalid(`Address ${address} does not fall within the subnet's address range, which is ${cidr}.`);
  }
  if (isReserved(cidr, address)) throw invalid(`Address ${address} is in subnet's reserved address range.`);
}

function refuseTaken({ world, region }: Ec2Call, address: string): void {
  if (!isTaken(world, region, address)) return;
  throw new AwsApiError("InvalidIPAddress.InUse", `Address ${address} is in use.`);
}

function invalid(message: string): AwsApiError {
  return new AwsApiError("InvalidParameterValue", message);
}
