import { AwsApiError } from "../aws-error.ts";
import type { Image } from "./image.ts";
import type { Instance } from "./instance.ts";
import type { InstanceState } from "./instance-state.ts";
import { seenById, seenInstances } from "./visible.ts";
import type { Region, World } from "./world.ts";

export type ResourceType = "image" | "instance" | "volume";

/** Something tags can be put on. */
export interface Resource {
  readonly id: string;
  readonly type: ResourceType;
  /** Its place among all others, which it keeps; as a text it sorts. */
  readonly place: string;
  readonly tags: Map<string, string>;
  /** Has to be told of every change of the tags. */
  changed(): void;
}

/** Everything of a region that carries tags or could, in an order that stays. */
export function allResources(world: World, region: Region): readonly Resource[] {
  return [
    ...[...region.images.values()].map(imageResource),
    ...seenInstances(world, region).flatMap(({ instance, state }) =>
      hasVolume(state) ? [instanceResource(instance), ...volumesOf(instance)] : [instanceResource(instance)],
    ),
  ];
}

/** The resources of these ids, all of them or none. @throws AwsApiError for every one that does not exist. */
export function resourcesById(world: World, region: Region, ids: readonly string[]): readonly Resource[] {
  return [...new Set(ids)].map((id) => resourceById(world, region, id));
}

function resourceById(world: World, region: Region, id: string): Resource {
  if (id.startsWith("i-")) return instanceResource(seenById(world, region, [id])[0]!.instance);
  if (id.startsWith("ami-")) {
    const image = region.images.get(id);
    if (image) return imageResource(image);
    throw new AwsApiError("InvalidAMIID.NotFound", `The image id '[${id}]' does not exist`);
  }
  if (id.startsWith("vol-")) {
    const volume = seenInstances(world, region)
      .filter(({ state }) => hasVolume(state))
      .flatMap(({ instance }) => volumesOf(instance))
      .find((one) => one.id === id);
    if (volume) return volume;
    throw new AwsApiError("InvalidVolume.NotFound", `The volume '${id}' does not exist.`);
  }
  throw new AwsApiError("InvalidID", `The ID '${id}' is not valid`);
}

/** A volume goes with its instance. */
function hasVolume(state: InstanceState): boolean {
  return state !== "terminated";
}

function instanceResource(instance: Instance): Resource {
  const { id, tags, ordinal } = instance;
  const changed = (): void => {
    instance.revision += 1;
  };
  return { id, type: "instance", place: placeOf(ordinal, 0), tags, changed };
}

function imageResource({ id, tags, ordinal }: Image): Resource {
  return { id, type: "image", place: placeOf(ordinal, 0), tags, changed: () => {} };
}

/** Behind their instance. */
function volumesOf({ volumes, ordinal }: Instance): readonly Resource[] {
  return volumes.map(({ id, tags }, index) => ({
    id,
    type: "volume",
    place: placeOf(ordinal, index + 1),
    tags,
    changed: () => {},
  }));
}

/** A place in the order of creation, as a text that sorts: what is made later stands behind. */
export function placeOf(ordinal: number, part: number): string {
  return `${String(ordinal).padStart(12, "0")}.${String(part).padStart(4, "0")}`;
}
