import type { QueryParams } from "../wire/query-params.ts";

/**
 * Filters that AWS has and that are not simulated, by action: they are refused as such, so that nobody hunts for a typo.
 * Those that end in a dot or a dash stand for all that begin so.
 */
const notSimulated: Readonly<Record<string, readonly string[]>> = {
  DescribeAvailabilityZones: ["group-long-name"],
  DescribeImages: [
    "boot-mode",
    "free-tier-eligible",
    "image-allowed",
    "image-watermark.",
    "instance-type-specification.",
    "public-ssm-parameter-name",
    "scan-result.",
    "source-",
    "sriov-net-support",
  ],
  DescribeInstanceTypes: [
    "auto-recovery-supported",
    "burstable-performance-supported",
    "current-generation",
    "dedicated-hosts-supported",
    "ebs-info.",
    "free-tier-eligible",
    "hibernation-supported",
    "instance-storage-",
    "network-info.",
    "nitro-",
    "processor-info.sustained-clock-speed-in-ghz",
    "reboot-migration-support",
    "supported-boot-mode",
    "supported-usage-class",
    "vcpu-info.valid-",
  ],
  DescribeInstances: [
    "boot-mode",
    "capacity-reservation-",
    "current-instance-boot-mode",
    "enclave-options.",
    "maintenance-options.",
    "metadata-options.http-protocol-",
    "metadata-options.instance-metadata-tags",
    "network-interface.deny-all-igw-traffic",
    "network-interface.tag-",
    "network-performance-options.",
    "placement-",
    "platform-details",
    "private-dns-name-options.",
    "spot-instance-request-id",
    "tpm-support",
    "usage-operation",
    "usage-operation-update-time",
  ],
  DescribeKeyPairs: ["fingerprint"],
  DescribeSubnets: [
    "customer-owned-ipv4-pool",
    "enable-",
    "ipv6-native",
    "map-customer-owned-ip-on-launch",
    "private-dns-name-options-on-launch.",
    "subnet-arn",
  ],
  DescribeVolumes: ["fast-restored", "multi-attach-enabled", "snapshot-id"],
  DescribeVpcs: ["cidr-block-association."],
};

export function isNotSimulated(params: QueryParams, name: string): boolean {
  const action = params.text("Action") ?? "";
  const names = Object.hasOwn(notSimulated, action) ? notSimulated[action]! : [];
  return names.some((one) => (/[.-]$/.test(one) ? name.startsWith(one) : name === one));
}
