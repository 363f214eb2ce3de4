import assert from "node:assert/strict";
import type { InstanceControl, InstanceReader, InstanceRef, InstanceSnapshot } from "../ports/instances.ts";
import { eventually, type Patience } from "./eventually.ts";

/** A machine that a scene is to make. */
export interface LaunchOrder {
  readonly region: string;
  readonly imageId: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** The power it is to reach in the end; it need not have reached it when `launch` returns. */
  readonly power: "running" | "stopped" | "terminated";
}

/** An adapter, and the means to put machines before it. Other machines and images may be there as well. */
export interface InstanceScene {
  readonly instances: InstanceReader & InstanceControl;
  readonly regions: readonly [string, string];
  /** Makes an image that no machine was made of. @returns Its id. */
  image(region: string): Promise<string>;
  launch(order: LaunchOrder): Promise<InstanceRef>;
  /** Makes every call to a region fail. Absent where that cannot be done; then the promises about it go unchecked. */
  breakRegion?(region: string): Promise<void>;
  /** Makes a health check of a running machine fail. Absent where that cannot be done. */
  impair?(ref: InstanceRef): Promise<void>;
}

/** What the cases of the instance contract do again and again. */
export interface InstanceStage extends InstanceScene {
  readonly here: string;
  readonly there: string;
  /** Makes a machine of a new image, and waits until it is as ordered. */
  machine(power: LaunchOrder["power"], parts?: Partial<LaunchOrder>): Promise<InstanceSnapshot>;
  look(ref: InstanceRef): Promise<InstanceSnapshot>;
  /** Waits until the port says that the machine is in one of these states. */
  reaches(ref: InstanceRef, ...powers: readonly InstanceSnapshot["power"][]): Promise<InstanceSnapshot>;
}

/** An id of the right form that no machine has. */
export const NOBODY = "i-0ffffffffffffffff";

export function instanceStage(scene: InstanceScene, patience: Patience): InstanceStage {
  const [here, there] = scene.regions;
  const reaches: InstanceStage["reaches"] = async (ref, ...powers) => {
    const found = await eventually(
      async () => (await scene.instances.describe([ref])).found[0],
      (snapshot) => snapshot !== undefined && powers.includes(snapshot.power),
      patience,
    );
    assert.ok(found);
    return found;
  };
  return {
    ...scene,
    here,
    there,
    async machine(power, parts = {}) {
      const region = parts.region ?? here;
      const imageId = parts.imageId ?? (await scene.image(region));
      return reaches(await scene.launch({ power, ...parts, region, imageId }), power);
    },
    async look(ref) {
      const [found] = (await scene.instances.describe([ref])).found;
      assert.ok(found, `${ref.id} is not found.`);
      return found;
    },
    reaches,
  };
}

export const refOf = ({ region, id }: InstanceRef): InstanceRef => ({ region, id });

export const idsOf = (refs: readonly { readonly id: string }[]): string[] =>
  refs.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1));
