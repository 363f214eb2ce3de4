import type { Seen } from "../model/instance.ts";
import type { Volume } from "../model/volume.ts";
import type { Attribute } from "./filters.ts";

/** Of each volume, for as long as there are any. */
const ofVolumes =
  (read: (volume: Volume, seen: Seen) => string): Attribute<Seen> =>
  (seen) =>
    seen.state === "terminated" ? undefined : seen.instance.volumes.map((volume) => read(volume, seen));

/** What DescribeInstances can filter by on the disks of an instance. */
export const storageAttributes = {
  "block-device-mapping.attach-time": ofVolumes((_, { instance }) =>
    new Date(instance.launchedMs).toISOString(),
  ),
  "block-device-mapping.delete-on-termination": ofVolumes(({ deleteOnTermination }) =>
    String(deleteOnTermination),
  ),
  "block-device-mapping.device-name": ofVolumes(({ deviceName }) => deviceName),
  "block-device-mapping.status": ofVolumes(() => "attached"),
  "block-device-mapping.volume-id": ofVolumes(({ id }) => id),
  "root-device-name": ({ instance }) => instance.volumes[0]!.deviceName,
  "root-device-type": () => "ebs",
} as const satisfies Readonly<Record<string, Attribute<Seen>>>;
