import type { QueryParams } from "../wire/query-params.ts";

/** Filters that AWS has and that are not simulated, by action: they are refused as such, so that nobody hunts for a typo. */
const notSimulated: Readonly<Record<string, string>> = {
  DescribeAvailabilityZones: `
    group-long-name`,
  DescribeImages: `
    boot-mode free-tier-eligible image-allowed image-watermark.source-image-creation-time
    image-watermark.source-image-id image-watermark.source-image-region
    image-watermark.watermark-creation-time image-watermark.watermark-key
    instance-type-specification.supported-instance-type
    instance-type-specification.unsupported-instance-type public-ssm-parameter-name
    scan-result.critical-fix-available-since scan-result.finding-scan-date
    scan-result.high-fix-available-since scan-result.highest-finding-severity-label
    scan-result.informational-fix-available-since scan-result.low-fix-available-since
    scan-result.medium-fix-available-since source-image-id source-image-region source-instance-id
    sriov-net-support`,
  DescribeInstanceTypes: `
    auto-recovery-supported burstable-performance-supported dedicated-hosts-supported
    ebs-info.attachment-limit-type ebs-info.maximum-ebs-attachments
    ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps ebs-info.ebs-optimized-info.baseline-iops
    ebs-info.ebs-optimized-info.baseline-throughput-in-mbps
    ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps ebs-info.ebs-optimized-info.maximum-iops
    ebs-info.ebs-optimized-info.maximum-throughput-in-mbps ebs-info.ebs-optimized-support
    ebs-info.encryption-support ebs-info.nvme-support free-tier-eligible hibernation-supported
    instance-storage-info.disk.count instance-storage-info.disk.size-in-gb instance-storage-info.disk.type
    instance-storage-info.encryption-support instance-storage-info.nvme-support
    instance-storage-info.total-size-in-gb instance-storage-supported network-info.bandwidth-weightings
    network-info.efa-info.maximum-efa-interfaces network-info.efa-supported network-info.ena-support
    network-info.flexible-ena-queues-support network-info.encryption-in-transit-supported
    network-info.ipv4-addresses-per-interface network-info.ipv6-addresses-per-interface
    network-info.ipv6-supported network-info.maximum-network-cards network-info.maximum-network-interfaces
    network-info.network-performance nitro-enclaves-support nitro-tpm-support
    nitro-tpm-info.supported-versions processor-info.sustained-clock-speed-in-ghz reboot-migration-support
    supported-boot-mode supported-usage-class vcpu-info.valid-cores vcpu-info.valid-threads-per-core`,
  DescribeInstances: `
    boot-mode capacity-reservation-id capacity-reservation-specification.capacity-reservation-preference
    capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id
    capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn
    current-instance-boot-mode enclave-options.enabled maintenance-options.auto-recovery
    metadata-options.http-protocol-ipv4 metadata-options.http-protocol-ipv6
    metadata-options.instance-metadata-tags network-interface.deny-all-igw-traffic network-interface.tag-key
    network-interface.tag-value network-performance-options.bandwidth-weighting placement-group-name
    placement-partition-number platform-details private-dns-name-options.enable-resource-name-dns-a-record
    private-dns-name-options.enable-resource-name-dns-aaaa-record private-dns-name-options.hostname-type
    spot-instance-request-id tpm-support usage-operation usage-operation-update-time`,
  DescribeKeyPairs: `
    fingerprint`,
  DescribeSubnets: `
    customer-owned-ipv4-pool enable-lni-at-device-index map-customer-owned-ip-on-launch
    private-dns-name-options-on-launch.hostname-type
    private-dns-name-options-on-launch.enable-resource-name-dns-a-record
    private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record`,
  DescribeVolumes: `
    fast-restored`,
};

const namesOf: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(notSimulated).map(([action, names]) => [action, new Set(names.trim().split(/\s+/))]),
);

export function isNotSimulated(params: QueryParams, name: string): boolean {
  return namesOf.get(params.text("Action") ?? "")?.has(name) ?? false;
}
