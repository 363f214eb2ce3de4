import type { InstanceSnapshot } from "@cml-fleet/core";

/** A running machine in eu-west-1. */
export function runningSnapshot(id: string, parts: Partial<InstanceSnapshot> = {}): InstanceSnapshot {
  return {
    region: "eu-west-1",
    id,
    power: "running",
    imageId: "ami-1",
    instanceType: "m5.large",
    launchedAt: "2026-01-01T00:00:00.000Z",
    observedAt: "2026-01-01T01:00:00.000Z",
    detailedMonitoring: "off",
    ...parts,
  };
}
