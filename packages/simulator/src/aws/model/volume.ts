import { seededHex } from "../../random/seeded.ts";

/** What a launch asks of a volume; what it leaves out is as its image has it. */
export interface VolumePlan {
  readonly deviceName: string;
  /** @defaultValue 8, and `rootGib` for the root */
  readonly sizeGib?: number;
  /** @defaultValue "gp3" */
  readonly type?: string;
  readonly encrypted?: boolean;
  /** What it begins with. @defaultValue nothing, and what the image holds for the root */
  readonly snapshotId?: string;
  /** Shown, but a volume always goes with its instance. @defaultValue true */
  readonly deleteOnTermination?: boolean;
}

/** A volume as an image has it. */
export interface VolumeShape extends Required<VolumePlan> {}

/** A disk of an instance. */
export interface Volume extends VolumeShape {
  readonly id: string;
  readonly tags: Map<string, string>;
}

/** Name of the root device, and size of the root volume, of images that say nothing else. */
export const rootDevice = "/dev/sda1";
export const rootGib = 256;

/** A volume that comes from nowhere. */
const empty = { sizeGib: 8, type: "gp3", encrypted: false, snapshotId: "", deleteOnTermination: true };

/** The volumes as they are, of those that are there anyway and those that are asked for. The root stays first. */
export function volumeShapes(
  there: readonly VolumeShape[],
  plans: readonly VolumePlan[],
): readonly VolumeShape[] {
  const given = there.map((shape) => ({
    ...shape,
    ...plans.find(({ deviceName }) => deviceName === shape.deviceName),
  }));
  const added = plans.filter((plan) => !there.some(({ deviceName }) => deviceName === plan.deviceName));
  return [...given, ...added.map((plan) => ({ ...empty, ...plan }))];
}

/** The root volume of an image that says nothing else. */
export function rootShape(imageId: string, deviceName: string): VolumeShape {
  return { ...empty, deviceName, sizeGib: rootGib, snapshotId: `snap-${imageId.slice("ami-".length)}` };
}

/** The volumes of a new instance: those of its image, its root first, and then whatever else it asks for. */
export function makeVolumes(
  shapes: readonly VolumeShape[],
  tags: ReadonlyMap<string, string>,
  seed: number,
  ordinal: number,
): readonly Volume[] {
  return shapes.map((shape, index) => ({
    ...shape,
    id: `vol-${seededHex(17, seed, "volume", ordinal, ...(index === 0 ? [] : [index]))}`,
    tags: new Map(tags),
  }));
}
