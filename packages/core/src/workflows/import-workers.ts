import { z } from "zod";
import { CoreError } from "../errors.ts";
import { timestamp } from "../kernel/time.ts";
import { update } from "../kernel/update.ts";
import type { ImageInfo } from "../ports/images.ts";
import type { CallOptions, InstanceSnapshot } from "../ports/instances.ts";
import { endpointOf } from "../worker/endpoint-policy.ts";
import { type Actor, importWorker, type Worker, type WorkerImage, workerAggregate } from "../worker/index.ts";
import type { WorkflowPorts } from "./ports.ts";

/** What {@link importWorkers} takes. */
export const importWorkersInput = z
  .strictObject({
    region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "Not a region: give one like us-east-1."),
    /** These instances. */
    instanceIds: z
      .array(z.string().regex(/^i-[0-9a-f]{8,17}$/, "Not an instance id: i- and 8 to 17 hex digits."))
      .max(1000)
      .optional(),
    /** Instances made from these images. */
    imageIds: z
      .array(z.string().regex(/^ami-[0-9a-f]{8,17}$/, "Not an image id: ami- and 8 to 17 hex digits."))
      .max(200)
      .optional(),
    /** Instances made from images with this name; `*` and `?` stand for any characters and for one. */
    imageName: z.string().min(1).max(128).optional(),
    /** Whose images may match a name. */
    imageOwners: z.array(z.string()).nonempty().default(["self"]),
    /** Name of the worker; only for a single instance id. Its `Name` tag otherwise. */
    name: z.string().min(1).max(128).optional(),
  })
  .refine(
    ({ instanceIds, imageIds, imageName }) =>
      [instanceIds, imageIds, imageName].filter((criterion) => criterion !== undefined).length === 1,
    "Give exactly one of instanceIds, imageIds and imageName.",
  )
  .refine(({ name, instanceIds }) => name === undefined || instanceIds?.length === 1, {
    message: "A name can be given for a single instance id only.",
    path: ["name"],
  });

export type ImportWorkersInput = z.input<typeof importWorkersInput>;

/** What became of each instance that was found. */
export interface ImportWorkersResult {
  readonly imported: readonly Worker[];
  readonly skipped: readonly {
    readonly instanceId: string;
    readonly reason: SkipReason;
    readonly message: string;
  }[];
  readonly totalFound: number;
}

export type SkipReason = "already_imported" | "terminated" | "not_found" | "failed";

/**
 * Adopts instances that exist, with the status they have. Importing again skips what is known. One instance that
 * cannot be imported never keeps the others out.
 *
 * @throws CoreError `invalid_input`; `not_found` when no image has the name; or what the provider says.
 */
export async function importWorkers(
  ports: WorkflowPorts,
  input: ImportWorkersInput,
  options: CallOptions & { readonly actor: Actor },
): Promise<ImportWorkersResult> {
  const { success, data, error } = importWorkersInput.safeParse(input);
  if (!success) throw new CoreError(z.prettifyError(error), { code: "invalid_input", cause: error });

  const { snapshots, missing } = await find(ports, data, options);
  const known = await ports.workers.findByInstance(snapshots.map(({ id }) => id));
  const images = await ports.images
    .get(data.region, [...new Set(snapshots.map(({ imageId }) => imageId))], options)
    .catch(() => new Map<string, ImageInfo>());

  const imported: Worker[] = [];
  const skipped: ImportWorkersResult["skipped"][number][] = missing.map((instanceId) => ({
    instanceId,
    reason: "not_found",
    message: `EC2 in ${data.region} knows no instance ${instanceId}.`,
  }));
  for (const snapshot of snapshots) {
    const reason = known.has(snapshot.id)
      ? skip(snapshot, "already_imported", "It is a worker already.")
      : snapshot.power === "terminated" || snapshot.power === "terminating"
        ? skip(snapshot, "terminated", "It is terminated, or about to be.")
        : undefined;
    const outcome =
      reason ?? (await importOne(ports, snapshot, images.get(snapshot.imageId), data.name, options.actor));
    if ("reason" in outcome) skipped.push(outcome);
    else imported.push(outcome);
  }
  return { imported, skipped, totalFound: snapshots.length };
}

const skip = (snapshot: InstanceSnapshot, reason: SkipReason, message: string) => ({
  instanceId: snapshot.id,
  reason,
  message,
});

async function importOne(
  { workers, clock, ids, endpoint: policy }: WorkflowPorts,
  snapshot: InstanceSnapshot,
  image: ImageInfo | undefined,
  name: string | undefined,
  actor: Actor,
): Promise<Worker | ReturnType<typeof skip>> {
  const identity = { id: ids.next(), name: name ?? snapshot.name ?? snapshot.id, region: snapshot.region };
  const endpoint = endpointOf(snapshot, policy);
  const adoption = { snapshot, image: workerImage(snapshot.imageId, image), ...(endpoint && { endpoint }) };
  try {
    const { state } = await update(workerAggregate, workers, identity.id, (worker) =>
      importWorker(worker, identity, adoption, actor, timestamp(clock)),
    );
    return state;
  } catch (error) {
    // Somebody else imported it between the look and the save.
    if (CoreError.is(error, "already_exists")) return skip(snapshot, "already_imported", error.message);
    return skip(snapshot, "failed", error instanceof Error ? error.message : String(error));
  }
}

/** What a worker remembers of its image. */
export function workerImage(id: string, image: ImageInfo | undefined): WorkerImage {
  return {
    id,
    ...(image?.name && { name: image.name }),
    ...(image?.description && { description: image.description }),
    ...(image?.createdAt && { createdAt: image.createdAt }),
  };
}

async function find(
  { instances, images }: WorkflowPorts,
  { region, instanceIds, imageIds, imageName, imageOwners }: z.output<typeof importWorkersInput>,
  options: CallOptions,
): Promise<{ readonly snapshots: readonly InstanceSnapshot[]; readonly missing: readonly string[] }> {
  if (instanceIds) {
    const result = await instances.describe(
      [...new Set(instanceIds)].map((id) => ({ region, id })),
      options,
    );
    const [failure] = result.failed;
    if (failure) throw failure.error;
    return { snapshots: result.found, missing: result.missing.map(({ id }) => id) };
  }
  const [first, ...rest] = imageOwners;
  const matching = imageName
    ? await images.find({ region, name: imageName, owners: [first as string, ...rest] }, options)
    : [];
  if (imageName && matching.length === 0) {
    const message = `No image in ${region} of owner ${imageOwners.join(", ")} is named ${imageName}. Check the name, the region and the owners.`;
    throw new CoreError(message, { code: "not_found" });
  }
  const query = { region, imageIds: imageIds ?? matching.map(({ id }) => id) };
  return { snapshots: await Array.fromAsync(instances.discover(query, options)), missing: [] };
}
