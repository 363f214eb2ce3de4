import { seededHex } from "../../random/seeded.ts";
import type { SeedImage } from "../options.ts";

/** An AMI. */
export interface Image {
  readonly id: string;
  readonly ordinal: number;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly creationDate: string;
  readonly tags: Map<string, string>;
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

export function makeImage(seedImage: SeedImage, ordinal: number, seed: number, account: string): Image {
  const {
    id,
    name,
    description = "",
    ownerId = account,
    creationDate = "2025-01-01T00:00:00.000Z",
  } = seedImage;
  return {
    id: id ?? `ami-${seededHex(17, seed, "image", ordinal)}`,
    ordinal,
    name,
    description,
    ownerId,
    creationDate,
    tags: new Map(),
  };
}
