import { seededHex } from "../../random/seeded.ts";

/** What a launch asks of a volume. */
export interface VolumePlan {
  readonly deviceName: string;
  /** @defaultValue 8, and `rootGib` for the root */
  readonly sizeGib?: number;
  /** @defaultValue "gp3" */
  readonly type?: string;
  readonly encrypted?: boolean;
  /** Shown, but a volume always goes with its instance. @defaultValue true */
  readonly deleteOnTermination?: boolean;
}

/** A disk of an instance. */
export interface Volume extends Required<VolumePlan> {
  readonly id: string;
  readonly tags: Map<string, string>;
}

export const rootDevice = "/dev/sda1";
/** Size of the root volume as images have it. */
export const rootGib = 256;

/** The volumes of a new instance: its root first, and then whatever else it asks for. */
export function makeVolumes(
  plans: readonly VolumePlan[],
  tags: ReadonlyMap<string, string>,
  seed: number,
  ordinal: number,
): readonly Volume[] {
  const root = plans.find(({ deviceName }) => deviceName === rootDevice) ?? { deviceName: rootDevice };
  const others = plans.filter(({ deviceName }) => deviceName !== rootDevice);
  return [root, ...others].map((plan, index) => ({
    id: `vol-${seededHex(17, seed, "volume", ordinal, ...(index === 0 ? [] : [index]))}`,
    sizeGib: index === 0 ? rootGib : 8,
    type: "gp3",
    encrypted: false,
    deleteOnTermination: true,
    ...plan,
    tags: new Map(tags),
  }));
}
