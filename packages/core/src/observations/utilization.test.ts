import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sampleStats } from "../testing/index.ts";
import { cmlObservation } from "./cml-observation.ts";
import { measuredAnew } from "./measured-anew.ts";
import type { CmlObservation, ObservationUpdate } from "./observations.ts";
import { sampleOf, utilizationOf } from "./utilization.ts";

const at = "2026-01-02T03:04:05.678Z";
const later = "2026-01-02T03:09:05.678Z";
const cml = (parts: Partial<CmlObservation> = {}): CmlObservation => ({
  version: "2.9.0",
  ready: true,
  stats: sampleStats(),
  labCount: 3,
  health: null,
  licensing: null,
  failures: [],
  syncedAt: at,
  ...parts,
});
const cloudwatch = { cpuPercent: 70, memoryPercent: 60, collectedAt: at };

describe("how busy a worker is", () => {
  test("is what its controller says, before what the provider measures", () => {
    expect(utilizationOf({ cml: cml(), cloudwatch })).toEqual({
      cpuPercent: 25,
      memoryPercent: 25,
      diskPercent: 25,
    });
  });

  test("is what the provider measures where the controller says nothing", () => {
    const expected = { cpuPercent: 70, memoryPercent: 60, diskPercent: null };
    expect(utilizationOf({ cml: cml({ stats: null }), cloudwatch })).toEqual(expected);
    const silent = sampleStats({ cpuPercent: null, memoryUsedBytes: null, diskTotalBytes: null });
    expect(utilizationOf({ cml: cml({ stats: silent }), cloudwatch })).toEqual(expected);
  });

  test("is 0 when it is 0, and not what the provider measures", () => {
    const idle = sampleStats({ cpuPercent: 0, memoryUsedBytes: 0, diskUsedBytes: 0 });
    expect(utilizationOf({ cml: cml({ stats: idle }), cloudwatch })).toEqual({
      cpuPercent: 0,
      memoryPercent: 0,
      diskPercent: 0,
    });
  });

  test("is a percentage or unknown, whatever the numbers are", () => {
    const number = fc.option(fc.double());
    const stats = fc.record({
      cpuPercent: number,
      memoryUsedBytes: number,
      memoryTotalBytes: number,
      diskUsedBytes: number,
      diskTotalBytes: number,
    });
    fc.assert(
      fc.property(stats, (numbers) => {
        for (const percent of Object.values(utilizationOf({ cml: cml({ stats: sampleStats(numbers) }) }))) {
          expect(percent === null || (percent >= 0 && percent <= 100)).toBe(true);
        }
      }),
    );
  });

  test("adds a point to the history only when something measured it", () => {
    const update: ObservationUpdate = { workerId: "w1", at: later };
    expect(sampleOf(update)).toBeUndefined();
    expect(sampleOf({ ...update, cml: cml({ stats: null }) })).toBeUndefined();
    const expected = { at: later, cpuPercent: 25, memoryPercent: 25, diskPercent: 25, nodesRunning: 3 };
    expect(sampleOf({ ...update, cml: cml(), cloudwatch })).toEqual(expected);
  });
});

describe("what is remembered of a visit", () => {
  const { syncedAt: _, visitedAt: __, ...report } = { ...cml(), fingerprint256: null };
  const silent = { ...report, version: null, ready: null, stats: null, labCount: null };

  const times = { at: later, visitedAt: at };

  test("is all of it, as of now, when the controller answered", () => {
    expect(cmlObservation(report, undefined, times)).toEqual(cml({ syncedAt: later, visitedAt: at }));
    const partial = { ...report, labCount: null };
    expect(cmlObservation(partial, cml(), times)).toEqual(
      cml({ labCount: null, syncedAt: later, visitedAt: at }),
    );
  });

  test("is what it said last, but for its load, when it gave no answer", () => {
    const failures = [{ code: "timeout", message: "No answer." }] as const;
    expect(cmlObservation({ ...silent, failures }, cml(), times)).toEqual(
      cml({ ready: null, stats: null, failures, visitedAt: at }),
    );
    const never = { version: null, ready: null, stats: null, labCount: null, syncedAt: null };
    expect(cmlObservation(silent, undefined, times)).toEqual(cml({ ...never, visitedAt: at }));
  });
});

describe("news", () => {
  const ec2 = { instanceCheck: "ok", systemCheck: "ok", checkedAt: at, missedSweeps: 0 } as const;
  const before = { workerId: "w1", ec2, cml: cml(), cloudwatch };

  test("is neither that time passed, nor the order in which a store keeps things", () => {
    const shuffled = Object.fromEntries(Object.entries(cml()).reverse()) as unknown as CmlObservation;
    const update: ObservationUpdate = {
      workerId: "w1",
      at: later,
      ec2: { ...ec2, checkedAt: later, missedSweeps: 4 },
      cml: { ...shuffled, syncedAt: later },
      cloudwatch: { ...cloudwatch, collectedAt: later },
    };
    expect(measuredAnew(update, before)).toBe(false);
    expect(measuredAnew({ workerId: "w1", at: later }, before)).toBe(false);
  });

  test("is whatever is different, and whatever was never measured before", () => {
    const update: ObservationUpdate = { workerId: "w1", at: later, cml: cml({ labCount: 4 }) };
    expect(measuredAnew(update, before)).toBe(true);
    expect(measuredAnew({ workerId: "w1", at: later, ec2 }, undefined)).toBe(true);
    expect(
      measuredAnew({ workerId: "w1", at: later, ec2: { ...ec2, systemCheck: "impaired" } }, before),
    ).toBe(true);
  });
});
