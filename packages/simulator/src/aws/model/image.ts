import { seededHex } from "../../random/seeded.ts";
import type { SeedImage } from "../options.ts";
import { rootDevice, rootShape, type VolumePlan, type VolumeShape, volumeShapes } from "./volume.ts";

/** An AMI. */
export interface Image {
  readonly id: string;
  readonly ordinal: number;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly creationDate: string;
  /** What instances of it begin with, the root first. */
  readonly volumes: readonly VolumeShape[];
  readonly tags: Map<string, string>;
}

/** The disks of an image, where it says more of them than most. */
export interface ImageStorage {
  readonly rootDevice?: string | undefined;
  readonly volumes?: readonly VolumePlan[];
}

/** One CML image per region: what there is to launch when nothing else is asked for. */
export function defaultImages(regions: readonly string[], ownerId: string): readonly SeedImage[] {
  return regions.map((region) => ({
    region,
    ownerId,
    name: "cml-2.9.0-controller",
    description: "Cisco Modeling Labs 2.9.0",
    creationDate: "2025-06-01T00:00:00.000Z",
  }));
}

export function makeImage(
  seedImage: SeedImage,
  ordinal: number,
  seed: number,
  account: string,
  storage: ImageStorage = {},
): Image {
  const {
    id = `ami-${seededHex(17, seed, "image", ordinal)}`,
    name,
    description = "",
    ownerId = account,
    creationDate = "2025-01-01T00:00:00.000Z",
  } = seedImage;
  return {
    id,
    ordinal,
    name,
    description,
    ownerId,
    creationDate,
    volumes: volumeShapes([rootShape(id, storage.rootDevice ?? rootDevice)], storage.volumes ?? []),
    tags: new Map(),
  };
}
