import { AwsApiError } from "../../aws-error.ts";
import type { Image } from "../../model/image.ts";
import type { VolumeShape } from "../../model/volume.ts";
import type { Region } from "../../model/world.ts";
import { element, leaf, list } from "../../wire/xml.ts";
import type { Ec2Action, Ec2Call } from "../ec2-action.ts";
import { readFilters } from "../filters.ts";
import { page } from "../paging.ts";
import { tagSet } from "../tag-xml.ts";

/** DescribeImages: the account's own images, and the public ones of everyone else. */
export const describeImages: Ec2Action = (call) => {
  const { params, world } = call;
  const isWanted = ownedBy(call);
  const passes = readFilters<Image>(params, {
    attributes: {
      architecture: () => architecture,
      "block-device-mapping.delete-on-termination": ofVolumes(({ deleteOnTermination }) =>
        String(deleteOnTermination),
      ),
      "block-device-mapping.device-name": ofVolumes(({ deviceName }) => deviceName),
      "block-device-mapping.encrypted": ofVolumes(({ encrypted }) => String(encrypted)),
      "block-device-mapping.snapshot-id": ofVolumes(({ snapshotId }) => snapshotId),
      "block-device-mapping.volume-size": ofVolumes(({ sizeGib }) => String(sizeGib)),
      "block-device-mapping.volume-type": ofVolumes(({ type }) => type),
      "kernel-id": absent,
      "manifest-location": location,
      platform: absent,
      "product-code": absent,
      "product-code.type": absent,
      "ramdisk-id": absent,
      "state-reason-code": absent,
      "state-reason-message": absent,
      "creation-date": ({ creationDate }) => creationDate,
      "ena-support": () => "true",
      hypervisor: () => "xen",
      "image-type": () => "machine",
      "owner-alias": ({ ownerId }) => (amazonAccounts.has(ownerId) ? "amazon" : undefined),
      "root-device-name": rootDeviceOf,
      "root-device-type": () => "ebs",
      "virtualization-type": () => "hvm",
      description: ({ description }) => description,
      "image-id": ({ id }) => id,
      "is-public": ({ ownerId }) => String(ownerId !== world.account),
      name: ({ name }) => name,
      "owner-id": ({ ownerId }) => ownerId,
      state: () => available,
    },
    tags: ({ tags }) => tags,
  });
  const found = shownImages(call).filter((image) => isWanted(image) && passes(image));
  const { items, next } = page(params, found, { limits: [1, 1_000], position: ({ ordinal }) => ordinal });
  return (
    list(
      "imagesSet",
      items.map((image) => imageItem(image, world.account)),
    ) + next
  );
};

/** Those of the ids a call names. One that was withdrawn lately is no error, and not shown. */
function shownImages({ params, region, world }: Ec2Call): readonly Image[] {
  const ids = params.texts("ImageId");
  const withdrawnAfter = world.clock() - world.delays.vanishMs;
  const present = ids.filter(
    (id) => (region.withdrawn.get(id) ?? Number.NEGATIVE_INFINITY) <= withdrawnAfter,
  );
  return ids.length > 0 && present.length === 0 ? [] : imagesById(region, present);
}

/** Of no simulated image: all are available, run Linux on hardware virtualization, and come from no marketplace. */
const absent = (): undefined => undefined;
const location = ({ ownerId, name }: Image): string => `${ownerId}/${name}`;
const rootDeviceOf = ({ volumes }: Image): string => volumes[0]!.deviceName;
const ofVolumes =
  (read: (volume: VolumeShape) => string) =>
  ({ volumes }: Image): readonly string[] =>
    volumes.map(read);
const architecture = "x86_64";
const available = "available";
/** The accounts that publish Amazon's own images. */
const amazonAccounts: ReadonlySet<string> = new Set(["137112412989", "801119661308"]);

/** The images of these ids, all of them or none; every image without ids. @throws AwsApiError for an unknown id. */
export function imagesById({ images }: Region, ids: readonly string[]): readonly Image[] {
  if (ids.length === 0) return [...images.values()];
  for (const id of ids) {
    if (/^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) continue;
    throw new AwsApiError("InvalidAMIID.Malformed", `Invalid id: "${id}" (expecting "ami-...")`);
  }
  const missing = ids.filter((id) => !images.has(id));
  if (missing.length > 0) {
    const [those, exist] = missing.length > 1 ? ["ids", "do not exist"] : ["id", "does not exist"];
    throw new AwsApiError("InvalidAMIID.NotFound", `The image ${those} '[${missing.join(", ")}]' ${exist}`);
  }
  return [...new Set(ids)].map((id) => images.get(id)!).sort((one, other) => one.ordinal - other.ordinal);
}

function ownedBy({ params, world }: Ec2Call): (image: Image) => boolean {
  const owners = params.texts("Owner");
  for (const owner of owners) {
    if (/^(self|amazon|aws-marketplace|\d{12})$/.test(owner)) continue;
    throw new AwsApiError("InvalidUserID.Malformed", `Invalid user id: "${owner}"`);
  }
  if (owners.length === 0) return () => true;
  const accounts = new Set(owners.map((owner) => (owner === "self" ? world.account : owner)));
  const amazon = owners.includes("amazon");
  return ({ ownerId }) => accounts.has(ownerId) || (amazon && amazonAccounts.has(ownerId));
}

function imageItem(image: Image, account: string): string {
  return [
    leaf("imageId", image.id),
    leaf("imageLocation", location(image)),
    leaf("imageState", available),
    leaf("imageOwnerId", image.ownerId),
    leaf("imageOwnerAlias", amazonAccounts.has(image.ownerId) ? "amazon" : undefined),
    leaf("creationDate", image.creationDate),
    leaf("isPublic", image.ownerId !== account),
    leaf("architecture", architecture),
    leaf("imageType", "machine"),
    leaf("name", image.name),
    leaf("description", image.description || undefined),
    leaf("rootDeviceType", "ebs"),
    leaf("rootDeviceName", rootDeviceOf(image)),
    list("blockDeviceMapping", image.volumes.map(volumeXml)),
    leaf("virtualizationType", "hvm"),
    leaf("enaSupport", true),
    leaf("hypervisor", "xen"),
    tagSet(image.tags),
  ].join("");
}

function volumeXml(volume: VolumeShape): string {
  const snapshot = leaf("snapshotId", volume.snapshotId || undefined);
  const size = leaf("volumeSize", volume.sizeGib) + leaf("volumeType", volume.type);
  const flags = leaf("encrypted", volume.encrypted) + leaf("deleteOnTermination", volume.deleteOnTermination);
  return leaf("deviceName", volume.deviceName) + element("ebs", snapshot + size + flags);
}
