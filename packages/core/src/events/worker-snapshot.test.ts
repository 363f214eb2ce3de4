import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import type { WorkerObservations } from "../observations/observations.ts";
import { sampleInstance, sampleStats, sampleWorker } from "../testing/index.ts";
import type { Worker } from "../worker/index.ts";
import { type WorkerSnapshot, workerSnapshot } from "./worker-snapshot.ts";
import { workerSnapshotSchema } from "./worker-snapshot-schema.ts";

const at = "2026-01-02T03:04:05.678Z";
const timing = { pollInterval: 300, nextRefreshAt: at };

const running: Worker = sampleWorker({
  id: "w1",
  lifecycle: { status: "running", since: at, endpoint: "https://203.0.113.7" },
  service: { status: "available", since: at },
  instance: sampleInstance({ id: "i-1", publicIp: "203.0.113.7" }),
});

const nothing = sampleStats({
  cpuPercent: 0,
  memoryUsedBytes: 0,
  diskUsedBytes: 0,
  nodesRunning: 0,
});

const measured = (cml: Partial<WorkerObservations["cml"]> = {}): WorkerObservations => ({
  workerId: "w1",
  ec2: { instanceCheck: "ok", systemCheck: "ok", checkedAt: at, missedSweeps: 0 },
  cloudwatch: { cpuPercent: 0, memoryPercent: null, collectedAt: at },
  cml: {
    version: "2.9.0",
    ready: true,
    stats: nothing,
    labCount: 0,
    health: null,
    licensing: null,
    failures: [],
    syncedAt: at,
    ...cml,
  },
});

describe("a worker as others see it", () => {
  test("shows 0 as 0", () => {
    expect(workerSnapshot(running, measured(), timing)).toMatchObject({
      cpu_utilization: 0,
      memory_utilization: 0,
      storage_utilization: 0,
      cml_labs_count: 0,
      cml_nodes_running: 0,
      cloudwatch_cpu_utilization: 0,
    });
  });

  test("shows the unknown as null, in what was measured and what was not", () => {
    const unknown = {
      cml_labs_count: null,
      cml_nodes_running: null,
      cml_version: null,
      storage_utilization: null,
      cloudwatch_memory_utilization: null,
    };
    const known = measured({ stats: null, labCount: null, version: null });
    expect(workerSnapshot(running, known, timing)).toMatchObject(unknown);
    expect(workerSnapshot(running, undefined, timing)).toMatchObject({ ...unknown, cpu_utilization: null });
    expect(workerSnapshot(sampleWorker({ id: "w2" }), undefined, timing)).toMatchObject({
      aws_instance_id: null,
      cloudwatch_detailed_monitoring_enabled: null,
      https_endpoint: null,
    });
  });

  test("shows no load of a machine that does not run, and what its controller last said with its age", () => {
    const stopped: Worker = { ...running, lifecycle: { status: "stopped", since: at } };
    expect(workerSnapshot(stopped, measured(), timing)).toMatchObject({
      https_endpoint: null,
      cpu_utilization: null,
      storage_utilization: null,
      cloudwatch_cpu_utilization: null,
      ec2_instance_status_check: null,
      cml_ready: null,
      cml_version: "2.9.0",
      cml_labs_count: 0,
      cml_last_synced_at: at,
    });
  });

  test("says since when it is terminated", () => {
    const gone: Worker = { ...running, lifecycle: { status: "terminated", since: at } };
    expect(workerSnapshot(gone, undefined, timing)).toMatchObject({
      status: "terminated",
      terminated_at: at,
    });
    expect(workerSnapshot(running, undefined, timing).terminated_at).toBeNull();
  });

  test("is as the published schema says, and nothing more, whatever was measured", () => {
    const percent = fc.option(fc.double({ min: 0, max: 100, noNaN: true }));
    const bytes = fc.option(fc.nat());
    const cml = fc.record({
      ready: fc.option(fc.boolean()),
      labCount: fc.option(fc.nat()),
      stats: fc.option(
        fc
          .record({
            cpuPercent: percent,
            memoryUsedBytes: bytes,
            memoryTotalBytes: bytes,
            diskUsedBytes: bytes,
          })
          .map((parts) => sampleStats(parts)),
      ),
      syncedAt: fc.constantFrom(at, null),
    });
    const worker = fc.constantFrom(running, sampleWorker({ id: "w1" }));
    fc.assert(
      fc.property(worker, fc.option(cml, { nil: undefined }), (subject, parts) => {
        const snapshot = workerSnapshot(subject, parts && measured(parts), timing);
        expect(workerSnapshotSchema.parse(snapshot)).toEqual(snapshot);
      }),
    );
  });

  test("has one shape, in the code and in the schema", () => {
    const fromSchema = (parsed: z.output<typeof workerSnapshotSchema>): WorkerSnapshot => ({
      ...parsed,
      license_status: parsed.license_status,
    });
    const snapshot = workerSnapshot(running, measured(), timing);
    expect(fromSchema(workerSnapshotSchema.parse(snapshot))).toEqual(snapshot);
  });
});
