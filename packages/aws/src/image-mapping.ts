import type { Image } from "@aws-sdk/client-ec2";
import type { ImageInfo } from "@cml-fleet/core";
import { withoutEmpty } from "./without-empty.ts";

/** EC2's description of one image as the fleet keeps it. */
export function toImageInfo(image: Image, region: string): ImageInfo {
  const created = Date.parse(image.CreationDate ?? "");
  return {
    region,
    id: image.ImageId ?? "",
    ...withoutEmpty({
      name: image.Name,
      description: image.Description,
      createdAt: Number.isNaN(created) ? undefined : new Date(created).toISOString(),
      ownerId: image.OwnerId,
    }),
  };
}

/** Order of images: newest first, then by id, so that two made at the same time never change places. */
export function newestFirst(one: ImageInfo, other: ImageInfo): number {
  const [oneAt, otherAt] = [one.createdAt ?? "", other.createdAt ?? ""];
  if (oneAt !== otherAt) return oneAt < otherAt ? 1 : -1;
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}
