/**
 * Filters that AWS has and that are not simulated: they are refused as such, so that nobody hunts for a typo. Those
 * that end in a dot stand for all that begin so.
 */
export const notSimulated: readonly string[] = [
  "affinity",
  "application-status.",
  "block-device-mapping.",
  "boot-mode",
  "capacity-reservation-",
  "current-instance-boot-mode",
  "enclave-options.",
  "event.",
  "hibernation-options.",
  "host-id",
  "iam-instance-profile.",
  "ipv6-address",
  "kernel-id",
  "launch-index",
  "manifest-location",
  "metadata-options.",
  "network-interface.",
  "operator.",
  "outpost-arn",
  "placement-",
  "platform",
  "platform-details",
  "private-dns-name-options.",
  "product-code",
  "product-code.type",
  "ramdisk-id",
  "requester-id",
  "source-image-id",
  "spot-instance-request-id",
  "state-reason-",
  "stop-protection",
  "sriov-net-support",
  "tpm-support",
  "usage-operation",
];

export function isNotSimulated(name: string): boolean {
  return notSimulated.some((one) => (/[.-]$/.test(one) ? name.startsWith(one) : name === one));
}
