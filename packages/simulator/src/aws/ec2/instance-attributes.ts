import type { Seen } from "../model/instance.ts";
import { stateCodes } from "../model/instance-state.ts";
import { monitoringState } from "../model/monitoring.ts";
import type { World } from "../model/world.ts";
import type { Attribute, Filterable } from "./filters.ts";

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
      "client-token": ({ instance }) => instance.clientToken,
      "image-id": ({ instance }) => instance.imageId,
      "instance-id": ({ instance }) => instance.id,
      "instance-type": ({ instance }) => instance.type,
      "instance.group-id": ({ instance }) => instance.groups.map(({ id }) => id),
      "ip-address": ({ instance, state }) =>
        state === "running" ? instance.publicIp || undefined : undefined,
      "metadata-options.http-tokens": ({ instance }) => instance.metadataOptions.httpTokens,
      "key-name": ({ instance }) => instance.keyName,
      "launch-time": ({ instance }) => new Date(instance.launchedMs).toISOString(),
      "monitoring-state": ({ instance }) => monitoringState(instance, delays, nowMs),
      "owner-id": () => account,
      "private-ip-address": ({ instance, state }) =>
        state === "terminated" ? undefined : instance.privateIp,
      "reservation-id": ({ instance }) => instance.reservationId,
      "subnet-id": ({ instance }) => instance.subnetId,
    },
    tags: ({ instance }) => instance.tags,
  };
}
