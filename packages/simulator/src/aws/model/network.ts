import { seeded, seededHex } from "../../random/seeded.ts";
import type { Region, World } from "./world.ts";

/** A security group. All traffic leaves it, and nothing comes in but from the default group to itself. */
export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
}

/** A part of the default VPC, one in each availability zone. */
export interface Subnet {
  readonly id: string;
  readonly zone: string;
  readonly cidr: string;
}

/** The default VPC of a region, where every instance is. */
export interface Vpc {
  readonly id: string;
  readonly cidr: string;
  /** By zone, in the order of their letters. */
  readonly subnets: readonly Subnet[];
  /** The group of instances that ask for none. */
  readonly defaultGroup: SecurityGroup;
}

/** The availability zones of a region. */
export function zonesOf(region: string): readonly string[] {
  return ["a", "b", "c"].map((letter) => region + letter);
}

/**
 * The id of a zone, which is the same for everyone: each account has the letters in an order of its own. `us-east-1a` may be
 * `use1-az3`.
 */
export function zoneIdOf({ seed, account }: World, zone: string): string {
  const region = zone.slice(0, -1);
  const zones = zonesOf(region);
  const first = Math.floor(seeded(seed, "zone ids", account, region) * zones.length);
  return `${shortName(region)}-az${((zones.indexOf(zone) + first) % zones.length) + 1}`;
}

/** `eu-west-1` is `euw1`, and `ap-southeast-2` is `apse2`. */
function shortName(region: string): string {
  const [area, ...rest] = region.split("-");
  const directions = rest.join("").replaceAll(/north|south|east|west|central|gov/g, (word) => word.charAt(0));
  return `${area}${directions}`;
}

export function vpcOf(world: World, region: string): Vpc {
  const id = (kind: string, ...of: readonly string[]): string =>
    seededHex(17, world.seed, kind, world.account, region, ...of);
  return {
    id: `vpc-${id("vpc")}`,
    cidr: "10.0.0.0/16",
    subnets: zonesOf(region).map((zone, index) => ({
      id: `subnet-${id("subnet", zone)}`,
      zone,
      cidr: `10.0.${64 * index}.0/18`,
    })),
    defaultGroup: groupNamed(world, region, "default"),
  };
}

/** The group of that name: there is one for every name. */
export function groupNamed({ seed, account }: World, region: string, name: string): SecurityGroup {
  return { id: `sg-${seededHex(17, seed, "group", account, region, name)}`, name };
}

/** A subnet that there is: of the default VPC, or one that a launch named before. */
export function subnetNamed(world: World, region: Region, id: string): Subnet | undefined {
  const { subnets } = vpcOf(world, region.name);
  const known = subnets.find((subnet) => subnet.id === id);
  if (known) return known;
  const zone = region.subnets.get(id);
  return zone === undefined ? undefined : { ...subnets.find((subnet) => subnet.zone === zone)!, id };
}

/** The zone of a subnet that nobody has named yet. */
export function zoneFor({ seed }: World, { name }: Region, subnetId: string): string {
  const zones = zonesOf(name);
  return zones[Math.floor(seeded(seed, "subnet", subnetId) * zones.length)]!;
}
