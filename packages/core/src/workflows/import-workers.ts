import { z } from "zod";
import { CoreError } from "../errors.ts";
import { timestamp } from "../kernel/time.ts";
import { update } from "../kernel/update.ts";
import type { ImageInfo } from "../ports/images.ts";
import type { CallOptions, DescribeResult, InstanceRef, InstanceSnapshot } from "../ports/instances.ts";
import { announceNews } from "../refresh/announce.ts";
import { endpointOf } from "../worker/endpoint-policy.ts";
import { type Actor, importWorker, type Worker, workerAggregate } from "../worker/index.ts";
import { type ImportWorkersInput, importWorkersInput } from "./import-workers-input.ts";
import type { WorkflowPorts } from "./ports.ts";
import { workerImage } from "./worker-image.ts";

/** What became of each instance that was asked for or found. */
export interface ImportWorkersResult {
  readonly imported: readonly Worker[];
  readonly skipped: readonly SkippedInstance[];
  /** Instances that the provider described. */
  readonly totalFound: number;
}

export type SkipReason = "already_imported" | "terminated" | "not_found" | "failed";

/** An instance that did not become a worker, and why, in a sentence for people. */
export interface SkippedInstance {
  readonly instanceId: string;
  readonly reason: SkipReason;
  readonly message: string;
}

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

  const { snapshots, passedOver } = await find(ports, data, options);
  const known = await ports.workers.findByInstance(snapshots.map(({ id }) => id));
  // Without their names the machines are imported all the same: the first look at them asks again, and reports errors.
  const images = await ports.images
    .get(data.region, [...new Set(snapshots.map(({ imageId }) => imageId))], options)
    .catch(() => new Map<string, ImageInfo>());

  const imported: Worker[] = [];
  const skipped = [...passedOver];
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
  await announceImported(ports, imported);
  return { imported, skipped, totalFound: snapshots.length };
}

/** They are imported whether or not anybody hears of it now: the facts are in the outbox. */
async function announceImported(ports: WorkflowPorts, imported: readonly Worker[]): Promise<void> {
  const news = imported.flatMap(({ instance }) => instance?.id ?? []);
  await announceNews(
    ports,
    news.map((instanceId) => ({ instanceId, measured: false })),
  ).catch(() => {});
}

const skip = ({ id }: InstanceRef, reason: SkipReason, message: string): SkippedInstance => ({
  instanceId: id,
  reason,
  message,
});

async function importOne(
  { workers, clock, ids, endpoint: policy }: WorkflowPorts,
  snapshot: InstanceSnapshot,
  image: ImageInfo | undefined,
  name: string | undefined,
  actor: Actor,
): Promise<Worker | SkippedInstance> {
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

/** Instances to import, and those it came to nothing with already. */
interface Found {
  readonly snapshots: readonly InstanceSnapshot[];
  readonly passedOver: readonly SkippedInstance[];
}

async function find(
  { instances, images }: WorkflowPorts,
  { region, instanceIds, imageIds, imageName, imageOwners }: z.output<typeof importWorkersInput>,
  options: CallOptions,
): Promise<Found> {
  if (instanceIds) {
    const refs = [...new Set(instanceIds)].map((id) => ({ region, id }));
    return described(await instances.describe(refs, options));
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
  return { snapshots: await Array.fromAsync(instances.discover(query, options)), passedOver: [] };
}

/** @throws what the provider says, when it says nothing about any of them. */
function described({ found, missing, failed }: DescribeResult): Found {
  const [failure] = failed;
  if (failure && found.length + missing.length === 0) throw failure.error;
  const unknown = missing.map((ref) =>
    skip(ref, "not_found", `EC2 in ${ref.region} knows no instance ${ref.id}.`),
  );
  const unread = failed.flatMap(({ refs, error }) => refs.map((ref) => skip(ref, "failed", error.message)));
  return { snapshots: found, passedOver: [...unknown, ...unread] };
}
