import { type Subnet, subnetNamed, vpcOf, zoneIdOf } from "../../model/network.ts";
import { element, leaf, list } from "../../wire/xml.ts";
import type { Ec2ActionTable, Ec2Call } from "../ec2-action.ts";
import { sceneList } from "../scene-list.ts";

/** What a subnet has left, however many instances are in it. */
const freeAddresses = 16_379;

const associationOf = (vpc: string): string => vpc.replace("vpc-", "vpc-cidr-assoc-");

const absent = (): undefined => undefined;

/** The default VPC of a region, and what in it instances name. */
export const networkActions: Ec2ActionTable = {
  DescribeVpcs: (call) => {
    const { id, cidr } = vpcOf(call.world, call.region.name);
    return sceneList(call, [id], {
      set: "vpcSet",
      names: { VpcId: (vpc) => vpc },
      notFound: "InvalidVpcID.NotFound",
      position: (vpc) => vpc,
      attributes: {
        cidr: () => cidr,
        "cidr-block-association.association-id": associationOf,
        "cidr-block-association.cidr-block": () => cidr,
        "cidr-block-association.state": () => "associated",
        "dhcp-options-id": () => "default",
        "ipv6-cidr-block-association.association-id": absent,
        "ipv6-cidr-block-association.ipv6-cidr-block": absent,
        "ipv6-cidr-block-association.ipv6-pool": absent,
        "ipv6-cidr-block-association.state": absent,
        "is-default": () => "true",
        isDefault: () => "true",
        "owner-id": () => call.world.account,
        state: () => "available",
        "vpc-id": (vpc) => vpc,
      },
      tags: () => new Map(),
      write: (vpc) =>
        leaf("vpcId", vpc) +
        leaf("ownerId", call.world.account) +
        leaf("state", "available") +
        leaf("cidrBlock", cidr) +
        list("cidrBlockAssociationSet", [
          leaf("associationId", associationOf(vpc)) +
            leaf("cidrBlock", cidr) +
            element("cidrBlockState", leaf("state", "associated")),
        ]) +
        leaf("dhcpOptionsId", "default") +
        leaf("instanceTenancy", "default") +
        leaf("isDefault", true),
    });
  },

  DescribeSubnets: (call) => {
    const vpc = vpcOf(call.world, call.region.name);
    const isDefault = ({ id }: Pick<Subnet, "id">) => String(vpc.subnets.some((one) => one.id === id));
    const arnOf = ({ id }: Pick<Subnet, "id">): string =>
      `arn:aws:ec2:${call.region.name}:${call.world.account}:subnet/${id}`;
    return sceneList(call, subnetsOf(call), {
      set: "subnetSet",
      names: { SubnetId: ({ id }) => id },
      notFound: "InvalidSubnetID.NotFound",
      // Those of the default VPC first, by zone.
      position: ({ id, zone }) => (isDefault({ id }) === "true" ? `0 ${zone}` : `1 ${id}`),
      attributes: {
        "availability-zone": ({ zone }) => zone,
        "availability-zone-id": ({ zone }) => zoneIdOf(call.world, zone),
        availabilityZone: ({ zone }) => zone,
        "available-ip-address-count": () => String(freeAddresses),
        cidr: ({ cidr }) => cidr,
        "cidr-block": ({ cidr }) => cidr,
        cidrBlock: ({ cidr }) => cidr,
        "default-for-az": isDefault,
        defaultForAz: isDefault,
        "ipv6-cidr-block-association.association-id": absent,
        "ipv6-cidr-block-association.ipv6-cidr-block": absent,
        "ipv6-cidr-block-association.state": absent,
        "enable-dns64": () => "false",
        "ipv6-native": () => "false",
        "map-public-ip-on-launch": () => "true",
        "outpost-arn": absent,
        "owner-id": () => call.world.account,
        state: () => "available",
        "subnet-arn": arnOf,
        "subnet-id": ({ id }) => id,
        "vpc-id": () => vpc.id,
      },
      tags: () => new Map(),
      write: ({ id, zone, cidr }) =>
        leaf("subnetId", id) +
        leaf("subnetArn", arnOf({ id })) +
        leaf("vpcId", vpc.id) +
        leaf("ownerId", call.world.account) +
        leaf("state", "available") +
        leaf("cidrBlock", cidr) +
        leaf("availabilityZone", zone) +
        leaf("availabilityZoneId", zoneIdOf(call.world, zone)) +
        leaf("availableIpAddressCount", freeAddresses) +
        leaf("defaultForAz", isDefault({ id })) +
        leaf("mapPublicIpOnLaunch", true) +
        leaf("assignIpv6AddressOnCreation", false) +
        leaf("ipv6Native", false) +
        leaf("enableDns64", false),
    });
  },
};

/** Those of the default VPC, and those that launches named: everything is there that is asked for. */
function subnetsOf({ world, region }: Ec2Call): readonly Subnet[] {
  const { subnets } = vpcOf(world, region.name);
  const named = [...region.subnets.keys()].map((id) => subnetNamed(world, region, id)!);
  return [...subnets, ...named];
}
