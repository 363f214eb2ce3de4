import { timestamp } from "../kernel/time.ts";
import { known, update } from "../kernel/update.ts";
import { announceWorker } from "../refresh/announce.ts";
import { trustCertificate, type Worker, workerAggregate } from "../worker/index.ts";
import type { WorkflowPorts } from "./ports.ts";
import type { CommandOptions } from "./power.ts";

/**
 * Accepts the certificate of a controller that was re-installed on purpose.
 *
 * @param fingerprint256 - SHA-256 of the certificate: 64 hex digits, with or without colons.
 * @throws CoreError `not_found`, `invalid_input`
 */
export async function trustWorkerCertificate(
  ports: WorkflowPorts,
  id: string,
  fingerprint256: string,
  { actor }: CommandOptions,
): Promise<Worker> {
  const { state } = await update(workerAggregate, ports.workers, id, (worker) =>
    trustCertificate(known(worker, "worker", id), fingerprint256, actor, timestamp(ports.clock)),
  );
  await announceWorker(ports, id, "certificate_pinned");
  return state;
}
