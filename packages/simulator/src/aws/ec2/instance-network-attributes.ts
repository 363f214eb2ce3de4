import type { Seen } from "../model/instance.ts";
import { privateName, publicName } from "./dns-names.ts";
import type { Attribute } from "./filters.ts";

/** What is known of an instance's place in the network unless it is terminated. */
export const whilePresent =
  (read: Attribute<Seen>): Attribute<Seen> =>
  (seen) =>
    seen.state === "terminated" ? undefined : read(seen);

/** The address others reach it at, while it has one. */
export const publicIp = ({ instance, state }: Seen): string | undefined =>
  state === "running" && instance.publicIp !== "" ? instance.publicIp : undefined;

const groupIds = whilePresent(({ instance }) => instance.groups.map(({ id }) => id));
const groupNames = whilePresent(({ instance }) => instance.groups.map(({ name }) => name));
const subnetId = whilePresent(({ instance }) => instance.subnetId);
const vpcId = whilePresent(({ instance }) => instance.vpcId);
const privateIp = whilePresent(({ instance }) => instance.privateIp);

/** What DescribeInstances can filter by in the network; the interface is the only one there is. */
export const networkAttributes = {
  "dns-name": (seen) => {
    const address = publicIp(seen);
    return address && publicName(seen.instance.region, address);
  },
  "instance.group-id": groupIds,
  "instance.group-name": groupNames,
  "ip-address": publicIp,
  "network-interface.addresses.association.public-ip": publicIp,
  "network-interface.addresses.private-ip-address": privateIp,
  "network-interface.group-id": groupIds,
  "network-interface.subnet-id": subnetId,
  "network-interface.vpc-id": vpcId,
  "private-dns-name": whilePresent(({ instance }) => privateName(instance.region, instance.privateIp)),
  "private-ip-address": privateIp,
  "subnet-id": subnetId,
  "vpc-id": vpcId,
} as const satisfies Readonly<Record<string, Attribute<Seen>>>;
