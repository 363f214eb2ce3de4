import type { Seen } from "../model/instance.ts";
import type { Attribute } from "./filters.ts";

const absent: Attribute<Seen> = () => undefined;

/** What no simulated instance has, so that no value of these filters finds any. */
export const absentAttributes = {
  // Dedicated hosts, and outposts.
  affinity: absent,
  "host-id": absent,
  "outpost-arn": absent,
  // Only on images without hardware virtualization.
  "kernel-id": absent,
  "ramdisk-id": absent,
  // Only on Windows.
  platform: absent,
  // From the Marketplace.
  "product-code": absent,
  "product-code.type": absent,
  // Launched on someone's behalf.
  "requester-id": absent,
  // IPv6, and ranges of addresses.
  "ipv6-address": absent,
  "network-interface.ipv4-prefixes.ipv4-prefix": absent,
  "network-interface.ipv6-address": absent,
  "network-interface.ipv6-addresses.ipv6-address": absent,
  "network-interface.ipv6-addresses.is-primary-ipv6": absent,
  "network-interface.ipv6-prefixes.ipv6-prefix": absent,
  // Elastic IPs, and addresses of carriers and customers.
  "network-interface.addresses.association.allocation-id": absent,
  "network-interface.addresses.association.association-id": absent,
  "network-interface.addresses.association.carrier-ip": absent,
  "network-interface.addresses.association.customer-owned-ip": absent,
  "network-interface.association.allocation-id": absent,
  "network-interface.association.association-id": absent,
  "network-interface.association.carrier-ip": absent,
  "network-interface.association.customer-owned-ip": absent,
  "network-interface.operator.principal": absent,
  "network-interface.outpost-arn": absent,
  "network-interface.requester-id": absent,
} as const satisfies Readonly<Record<string, Attribute<Seen>>>;
