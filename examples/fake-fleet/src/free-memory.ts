import type { CmlClient } from "@cml-fleet/cml-client";

/**
 * Stops started labs, the biggest first, until less than `percent` of the controller's memory is in use.
 *
 * @returns The titles of the labs that were stopped.
 */
export async function freeMemory(cml: CmlClient, percent: number): Promise<readonly string[]> {
  const labs = await cml.labs.listDetails({ all: true });
  const started = labs
    .filter(({ state }) => state === "STARTED")
    .sort((one, other) => (other.nodeCount ?? 0) - (one.nodeCount ?? 0));
  const stopped: string[] = [];
  for (const { id, title } of started) {
    if ((await memoryPercent(cml)) < percent) break;
    await cml.labs.ensureStopped(id, { timeoutMs: 60_000 });
    stopped.push(title ?? id);
  }
  return stopped;
}

async function memoryPercent(cml: CmlClient): Promise<number> {
  const { usedBytes, totalBytes } = (await cml.system.stats()).memory;
  return usedBytes === null || totalBytes === null ? 0 : (100 * usedBytes) / totalBytes;
}
