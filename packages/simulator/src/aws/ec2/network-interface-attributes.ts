import type { Seen } from "../model/instance.ts";
import type { Attribute } from "./filters.ts";
import { networkAttributes, publicIp, whilePresent } from "./instance-network-attributes.ts";
import { interfaceOf } from "./network-interface-xml.ts";

const always = (value: string): Attribute<Seen> => whilePresent(() => value);

const publicDnsName = networkAttributes["dns-name"];
const privateDnsName = networkAttributes["private-dns-name"];
const groupNames = networkAttributes["instance.group-name"];

/** What DescribeInstances can filter by on the one network interface of an instance. */
export function networkInterfaceAttributes(account: string) {
  const ipOwner: Attribute<Seen> = (seen) => (publicIp(seen) === undefined ? undefined : "amazon");
  return {
    "network-interface.addresses.association.ip-owner-id": ipOwner,
    "network-interface.addresses.association.public-dns-name": publicDnsName,
    "network-interface.addresses.primary": always("true"),
    "network-interface.addresses.private-dns-name": privateDnsName,
    "network-interface.association.ip-owner-id": ipOwner,
    "network-interface.association.public-dns-name": publicDnsName,
    "network-interface.association.public-ip": publicIp,
    "network-interface.attachment.attach-time": whilePresent(({ instance }) =>
      new Date(instance.launchedMs).toISOString(),
    ),
    "network-interface.attachment.attachment-id": whilePresent(
      ({ instance }) => interfaceOf(instance.id).attachmentId,
    ),
    "network-interface.attachment.delete-on-termination": always("true"),
    "network-interface.attachment.device-index": always("0"),
    "network-interface.attachment.instance-id": whilePresent(({ instance }) => instance.id),
    "network-interface.attachment.instance-owner-id": always(account),
    "network-interface.attachment.network-card-index": always("0"),
    "network-interface.attachment.status": always("attached"),
    "network-interface.availability-zone": whilePresent(({ instance }) => instance.availabilityZone),
    "network-interface.description": always(""),
    "network-interface.group-name": groupNames,
    "network-interface.ipv6-native": always("false"),
    "network-interface.mac-address": whilePresent(({ instance }) => interfaceOf(instance.id).macAddress),
    "network-interface.network-interface-id": whilePresent(
      ({ instance }) => interfaceOf(instance.id).interfaceId,
    ),
    "network-interface.operator.managed": always("false"),
    "network-interface.owner-id": always(account),
    "network-interface.private-dns-name": privateDnsName,
    "network-interface.private-ip-address": networkAttributes["private-ip-address"],
    "network-interface.public-dns-name": publicDnsName,
    "network-interface.requester-managed": always("false"),
    "network-interface.source-dest-check": always("true"),
    "network-interface.status": always("in-use"),
    "source-dest-check": always("true"),
  } as const satisfies Readonly<Record<string, Attribute<Seen>>>;
}
