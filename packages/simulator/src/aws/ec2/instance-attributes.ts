import type { Seen } from "../model/instance.ts";
import { stateCodes } from "../model/instance-state.ts";
import { monitoringState } from "../model/monitoring.ts";
import { rootDevice } from "../model/volume.ts";
import type { World } from "../model/world.ts";
import type { Attribute, Filterable } from "./filters.ts";
import { networkAttributes } from "./instance-network-attributes.ts";
import { reasons } from "./instance-xml.ts";

/** What every list of instances can be filtered by. */
export const stateAttributes = {
  "availability-zone": ({ instance }) => instance.availabilityZone,
  "instance-state-code": ({ state }) => String(stateCodes[state]),
  "instance-state-name": ({ state }) => state,
} as const satisfies Readonly<Record<string, Attribute<Seen>>>;

/** What DescribeInstances can filter by. */
export function instanceFilterable({ account, delays, clock }: World): Filterable<Seen> {
  const nowMs = clock();
  return {
    attributes: {
      ...stateAttributes,
      architecture: () => "x86_64",
      "block-device-mapping.device-name": ({ instance }) =>
        instance.volumes.map(({ deviceName }) => deviceName),
      "block-device-mapping.volume-id": ({ instance }) => instance.volumes.map(({ id }) => id),
      hypervisor: () => "xen",
      "iam-instance-profile.arn": ({ instance }) => instance.profile,
      "instance-lifecycle": ({ instance }) => (instance.spot ? "spot" : undefined),
      reason: ({ instance }) => instance.transitionReason,
      "root-device-name": () => rootDevice,
      "root-device-type": () => "ebs",
      "state-reason-code": ({ state }) => reasons[state]?.[0],
      tenancy: () => "default",
      "virtualization-type": () => "hvm",
      "client-token": ({ instance }) => instance.clientToken,
      "image-id": ({ instance }) => instance.imageId,
      "instance-id": ({ instance }) => instance.id,
      "instance-type": ({ instance }) => instance.type,
      ...networkAttributes,
      "metadata-options.http-tokens": ({ instance }) => instance.metadataOptions.httpTokens,
      "key-name": ({ instance }) => instance.keyName,
      "launch-time": ({ instance }) => new Date(instance.launchedMs).toISOString(),
      "monitoring-state": ({ instance }) => monitoringState(instance, delays, nowMs),
      "owner-id": () => account,
      "reservation-id": ({ instance }) => instance.reservationId,
    },
    tags: ({ instance }) => instance.tags,
  };
}
