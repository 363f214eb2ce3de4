import { seededHex } from "../../../random/seeded.ts";
import type { Instance } from "../../model/instance.ts";
import { zoneIdOf } from "../../model/network.ts";
import { placeOf } from "../../model/resources.ts";
import { seenInstances } from "../../model/visible.ts";
import type { Volume } from "../../model/volume.ts";
import { leaf, list } from "../../wire/xml.ts";
import type { Ec2ActionTable } from "../ec2-action.ts";
import { sceneList } from "../scene-list.ts";
import { tagSet } from "../tag-xml.ts";

/** A volume and the instance it is attached to. */
interface Attached {
  readonly volume: Volume;
  readonly instance: Instance;
}

/** What instances have: their volumes, and the key pairs they were launched with. */
export const belongingActions: Ec2ActionTable = {
  DescribeVolumes: (call) => {
    const all = seenInstances(call.world, call.region)
      .filter(({ state }) => state !== "terminated")
      .flatMap(({ instance }) => instance.volumes.map((volume): Attached => ({ volume, instance })));
    return sceneList(call, all, {
      set: "volumeSet",
      names: { VolumeId: ({ volume }) => volume.id },
      notFound: "InvalidVolume.NotFound",
      position: ({ instance, volume }) => placeOf(instance.ordinal, instance.volumes.indexOf(volume)),
      attributes: {
        "attachment.attach-time": ({ instance }) => new Date(instance.launchedMs).toISOString(),
        "attachment.delete-on-termination": ({ volume }) => String(volume.deleteOnTermination),
        "availability-zone-id": ({ instance }) => zoneIdOf(call.world, instance.availabilityZone),
        "create-time": ({ instance }) => new Date(instance.launchedMs).toISOString(),
        "operator.managed": () => "false",
        "operator.principal": () => undefined,
        "attachment.device": ({ volume }) => volume.deviceName,
        "attachment.instance-id": ({ instance }) => instance.id,
        "attachment.status": () => "attached",
        "availability-zone": ({ instance }) => instance.availabilityZone,
        encrypted: ({ volume }) => String(volume.encrypted),
        "multi-attach-enabled": () => "false",
        "snapshot-id": ({ volume }) => volume.snapshotId,
        size: ({ volume }) => String(volume.sizeGib),
        status: () => "in-use",
        "volume-id": ({ volume }) => volume.id,
        "volume-type": ({ volume }) => volume.type,
      },
      tags: ({ volume }) => volume.tags,
      write: volumeXml,
    });
  },

  DescribeKeyPairs: (call) => {
    const keyPairId = (name: string): string => `key-${seededHex(17, call.world.seed, "key", name)}`;
    const names = seenInstances(call.world, call.region).flatMap(({ instance }) => instance.keyName ?? []);
    return sceneList(call, [...new Set(names)], {
      set: "keySet",
      names: { KeyName: (name) => name, KeyPairId: keyPairId },
      notFound: "InvalidKeyPair.NotFound",
      attributes: { "key-name": (name) => name, "key-pair-id": keyPairId },
      tags: () => new Map(),
      write: (name) => leaf("keyPairId", keyPairId(name)) + leaf("keyName", name) + leaf("keyType", "rsa"),
    });
  },
};

function volumeXml({ volume, instance }: Attached): string {
  const at = new Date(instance.launchedMs).toISOString();
  const attachment = [
    leaf("volumeId", volume.id),
    leaf("instanceId", instance.id),
    leaf("device", volume.deviceName),
    leaf("status", "attached"),
    leaf("attachTime", at),
    leaf("deleteOnTermination", volume.deleteOnTermination),
  ];
  return [
    leaf("volumeId", volume.id),
    leaf("size", volume.sizeGib),
    leaf("snapshotId", volume.snapshotId),
    leaf("availabilityZone", instance.availabilityZone),
    leaf("status", "in-use"),
    leaf("createTime", at),
    list("attachmentSet", [attachment.join("")]),
    tagSet(volume.tags),
    leaf("volumeType", volume.type),
    leaf("encrypted", volume.encrypted),
    leaf("multiAttachEnabled", false),
  ].join("");
}
