import type { Seen } from "../model/instance.ts";
import { stateCodes } from "../model/instance-state.ts";
import { shown } from "../model/lag.ts";
import { monitoringState } from "../model/monitoring.ts";
import { zoneIdOf } from "../model/network.ts";
import type { World } from "../model/world.ts";
import { absentAttributes } from "./absent-attributes.ts";
import { type Attribute, type Filterable, filterableAs } from "./filters.ts";
import { networkAttributes } from "./instance-network-attributes.ts";
import { storageAttributes } from "./instance-storage-attributes.ts";
import { profileId, reasons } from "./instance-xml.ts";
import { networkInterfaceAttributes } from "./network-interface-attributes.ts";

/** What every list of instances can be filtered by. */
export const stateAttributes = (world: World) =>
  ({
    "availability-zone-id": ({ instance }) => zoneIdOf(world, instance.availabilityZone),
    // None is managed by another service of AWS.
    "operator.managed": () => "false",
    "operator.principal": () => undefined,
    "availability-zone": ({ instance }) => instance.availabilityZone,
    "instance-state-code": ({ state }) => String(stateCodes[state]),
    "instance-state-name": ({ state }) => state,
  }) as const satisfies Readonly<Record<string, Attribute<Seen>>>;

/** What DescribeInstances can filter by. */
export function instanceFilterable(world: World): Filterable<Seen> {
  const { account, delays, clock } = world;
  const nowMs = clock();
  const filterable: Filterable<Seen> = {
    attributes: {
      ...stateAttributes(world),
      ...absentAttributes,
      ...storageAttributes,
      architecture: () => "x86_64",
      hypervisor: () => "xen",
      "iam-instance-profile.arn": ({ instance }) => instance.profile,
      "ebs-optimized": ({ instance }) => String(instance.ebsOptimized),
      "ena-support": () => "true",
      "hibernation-options.configured": ({ instance }) => String(instance.hibernation),
      "iam-instance-profile.id": ({ instance }) => profileId(instance),
      "instance-lifecycle": ({ instance }) => (instance.spot ? "spot" : undefined),
      reason: ({ instance }) => instance.transitionReason,
      "state-reason-code": ({ state }) => reasons[state]?.[0],
      "state-reason-message": ({ state }) => reasons[state]?.[1],
      tenancy: () => "default",
      "virtualization-type": () => "hvm",
      "client-token": ({ instance }) => instance.clientToken,
      "image-id": ({ instance }) => instance.imageId,
      "instance-id": ({ instance }) => instance.id,
      "instance-type": ({ instance }) => instance.type,
      ...networkAttributes,
      ...networkInterfaceAttributes(account),
      "metadata-options.http-tokens": ({ instance }) => instance.metadataOptions.httpTokens,
      "metadata-options.http-endpoint": ({ instance }) => instance.metadataOptions.httpEndpoint,
      "metadata-options.http-put-response-hop-limit": ({ instance }) =>
        String(instance.metadataOptions.hopLimit),
      "metadata-options.state": () => "applied",
      "key-name": ({ instance }) => instance.keyName,
      "launch-index": ({ instance }) => String(instance.launchIndex),
      "launch-time": ({ instance }) => new Date(instance.launchedMs).toISOString(),
      "monitoring-state": ({ instance }) => monitoringState(instance, delays, nowMs),
      "owner-id": () => account,
      "reservation-id": ({ instance }) => instance.reservationId,
    },
    tags: ({ instance }) => instance.tags,
  };
  return filterableAs(filterable, (seen) => shown(seen, delays, nowMs));
}
