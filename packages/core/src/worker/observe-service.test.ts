import { describe, expect, test } from "vitest";
import type { CmlFailureCode, CmlReport } from "../ports/cml-gateway.ts";
import { sampleStats, sampleWorker } from "../testing/index.ts";
import { BOOT_MS, observeService, type Worker, workerAggregate } from "./index.ts";

const at = "2026-03-01T09:00:00.000Z";
const after = (ms: number) => new Date(Date.parse(at) + ms).toISOString();

const running = (service: Worker["service"]): Worker =>
  sampleWorker({
    id: "w1",
    lifecycle: { status: "running", since: at, endpoint: "https://203.0.113.7" },
    service,
  });
const booting = running({ status: "starting", since: at });
const available = running({ status: "available", since: at });

const failed = (code: CmlFailureCode) => ({ code, message: `It failed: ${code}.` });
const sound: CmlReport = {
  version: "2.9.0",
  ready: true,
  stats: sampleStats(),
  health: { valid: true, licensed: true, enterprise: false },
  licensing: null,
  labCount: 2,
  fingerprint256: null,
  failures: [],
};
const parts = { stats: null, health: null, licensing: null, labCount: null };
const silent = (code: CmlFailureCode): CmlReport => ({
  ...sound,
  ...parts,
  version: null,
  ready: null,
  failures: [failed(code)],
});

const visit = (worker: Worker, report: CmlReport, when = at): Worker["service"] =>
  observeService(worker, report, when).reduce<Worker>(
    (state, event) => workerAggregate.evolve(state, event),
    worker,
  ).service;

describe("a controller that boots", () => {
  test("is given twenty minutes, though each visit fails in another way", () => {
    let worker = booting;
    for (let minute = 1; minute < 20; minute++) {
      const report = silent(
        (["unreachable", "timeout", "not_ready", "server_error"] as const)[minute % 4] ?? "timeout",
      );
      worker = { ...worker, service: visit(worker, report, after(minute * 60_000)) };
      expect(worker.service).toMatchObject({ status: "starting", since: at, reason: report.failures[0] });
    }
    expect(visit(worker, silent("timeout"), after(BOOT_MS))).toEqual({
      status: "unavailable",
      since: after(BOOT_MS),
      reason: failed("timeout"),
    });
    expect(visit(worker, silent("server_error"), after(BOOT_MS)).status).toBe("error");
  });

  test("has not arrived while only its public version answers", () => {
    const report = { ...sound, ...parts, failures: [failed("not_ready")] };
    expect(visit(booting, report)).toMatchObject({ status: "starting", reason: { code: "not_ready" } });
    const next = { ...booting, service: visit(booting, report) };
    expect(visit(next, { ...sound, ready: false })).toMatchObject({
      status: "starting",
      reason: { code: "preparing", message: expect.stringContaining("not ready to start nodes") },
    });
  });
});

describe("a controller at work", () => {
  test.each(["server_error", "bad_answer", "timeout", "forbidden"] as const)(
    "stays available when one part fails (%s), and says which",
    (code) => {
      const report = { ...sound, failures: [failed(code)] };
      expect(visit(available, report)).toEqual({ status: "available", since: at, reason: failed(code) });
    },
  );

  test.each([
    ["server_error", "error"],
    ["forbidden", "error"],
    ["bad_answer", "error"],
    ["timeout", "unavailable"],
    ["unreachable", "unavailable"],
  ] as const)("is not available when every part fails (%s): %s", (code, status) => {
    const report = { ...sound, ...parts, failures: [failed(code)] };
    expect(visit(available, report)).toMatchObject({ status, reason: failed(code) });
  });

  test.each(["credentials_refused", "certificate_changed", "certificate_untrusted"] as const)(
    "is in error when it keeps the fleet out: %s",
    (code) => {
      const report = { ...sound, failures: [failed("timeout"), failed(code)] };
      expect(visit(available, report)).toMatchObject({ status: "error", reason: failed(code) });
      expect(visit(booting, silent(code)).status).toBe("error");
    },
  );

  test("is in error when it says itself that its health is not valid", () => {
    const report = { ...sound, health: { valid: false, licensed: true, enterprise: false } };
    expect(visit(available, report)).toMatchObject({ status: "error", reason: { code: "unhealthy" } });
  });
});

test("the same outcome twice is no second fact", () => {
  const worker = { ...available, service: visit(available, silent("timeout")) };
  expect(observeService(worker, silent("timeout"), after(60_000))).toEqual([]);
});
