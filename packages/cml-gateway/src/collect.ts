import { type CmlClient, CmlError } from "@cml-fleet/cml-client";
import {
  type CmlFailure,
  type CmlReport,
  type CmlStats,
  type CmlTarget,
  nothingLearnt,
} from "@cml-fleet/core";
import { failureFrom } from "./failures.ts";

/**
 * Asks a controller for everything. The public part comes first: a controller that lets nobody in still says its version.
 * The other parts do not depend on one another.
 */
export async function collectFrom(
  client: CmlClient,
  target: CmlTarget,
  fingerprint256: string | null,
  signal: AbortSignal,
): Promise<CmlReport> {
  let information: Awaited<ReturnType<CmlClient["system"]["information"]>>;
  try {
    information = await client.system.information({ signal });
  } catch (error) {
    // Only an answer shows that the connection stood, and so that the certificate was the believed one.
    const answered = CmlError.is(error) && error.status !== undefined;
    return { ...nothingLearnt(failureFrom(error, target)), fingerprint256: answered ? fingerprint256 : null };
  }
  const [stats, health, licensing, labs] = await Promise.allSettled([
    client.system.stats({ signal }),
    client.system.health({ signal }),
    client.licensing.status({ signal }),
    client.labs.list({ all: true, signal }),
  ]);
  const value = <T>(part: PromiseSettledResult<T>): T | null =>
    part.status === "fulfilled" ? part.value : null;
  const license = value(licensing);
  const healthy = value(health);
  return {
    version: information.version,
    ready: information.ready,
    stats: statsOf(value(stats)),
    health: healthy && {
      valid: healthy.valid,
      licensed: healthy.isLicensed,
      enterprise: healthy.isEnterprise,
    },
    licensing: license && {
      registration: license.registration.status,
      authorization: license.authorization.status,
      expiresAt: license.authorization.expiresAt ?? license.registration.expiresAt,
    },
    labCount: value(labs)?.length ?? null,
    fingerprint256,
    failures: distinct([stats, health, licensing, labs], target),
  };
}

function distinct(parts: readonly PromiseSettledResult<unknown>[], target: CmlTarget): CmlFailure[] {
  const byCode = new Map<string, CmlFailure>();
  for (const part of parts) {
    if (part.status === "fulfilled") continue;
    const failure = failureFrom(part.reason, target);
    if (!byCode.has(failure.code)) byCode.set(failure.code, failure);
  }
  return [...byCode.values()];
}

function statsOf(stats: Awaited<ReturnType<CmlClient["system"]["stats"]>> | null): CmlStats | null {
  if (!stats) return null;
  return {
    cpuPercent: stats.cpuPercent,
    cpuCount: stats.cpuCount,
    memoryUsedBytes: stats.memory.usedBytes,
    memoryTotalBytes: stats.memory.totalBytes,
    diskUsedBytes: stats.disk.usedBytes,
    diskTotalBytes: stats.disk.totalBytes,
    allocatedCpus: stats.allocatedCpus,
    allocatedMemoryBytes: stats.allocatedMemoryBytes,
    nodesRunning: stats.nodesRunning,
    nodesTotal: stats.nodesTotal,
  };
}
