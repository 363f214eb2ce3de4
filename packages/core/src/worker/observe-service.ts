import { elapsedMs, type Timestamp } from "../kernel/time.ts";
import type { CmlFailureCode, CmlReport } from "../ports/cml-gateway.ts";
import type { WorkerEvent } from "./events.ts";
import { licenseOf } from "./license.ts";
import type { Reason, Worker, WorkerService } from "./worker.ts";

/**
 * How long a controller may take to answer after its machine was started, in milliseconds. Deployments need more
 * than ten minutes; twenty is what Cisco's own cloud tooling waits.
 */
export const BOOT_MS: number = 20 * 60_000;

/** Failures that keep the fleet out altogether until a person does something. */
const locksOut: ReadonlySet<CmlFailureCode> = new Set([
  "certificate_changed",
  "certificate_untrusted",
  "credentials_refused",
]);

/** Failures that say somebody is there, but not a controller one can work with. */
const broken: ReadonlySet<CmlFailureCode> = new Set(["forbidden", "bad_answer", "server_error"]);

/** Records what a visit to the controller showed. The same outcome twice changes nothing. */
export function observeService(worker: Worker, report: CmlReport, at: Timestamp): WorkerEvent[] {
  if (worker.lifecycle.status !== "running") return [];
  return [
    ...certificatePinned(worker, report, at),
    ...serviceChanged(worker, report, at),
    ...licensed(worker, report, at),
  ];
}

function certificatePinned(worker: Worker, { fingerprint256 }: CmlReport, at: Timestamp): WorkerEvent[] {
  if (worker.certificate || fingerprint256 === null) return [];
  return [
    { type: "worker.certificate-pinned", fingerprint256, source: "first-use", by: "job:worker-metrics", at },
  ];
}

function serviceChanged(worker: Worker, report: CmlReport, at: Timestamp): WorkerEvent[] {
  const { service } = worker;
  const { status: to, reason } = judge(worker, report, at);
  if (to === service.status && reason?.code === service.reason?.code) return [];
  return [{ type: "worker.service-changed", from: service.status, to, at, ...(reason && { reason }) }];
}

function judge(
  worker: Worker,
  report: CmlReport,
  at: Timestamp,
): { readonly status: WorkerService["status"]; readonly reason?: Reason } {
  const [failure] = report.failures;
  const lockedOut = report.failures.find(({ code }) => locksOut.has(code));
  if (lockedOut) return { status: "error", reason: lockedOut };
  if (report.ready === false) {
    const message = `CML on ${worker.name} answers but is not ready to start nodes yet.`;
    return { status: "starting", reason: { code: "preparing", message } };
  }
  if (!saidSomething(report)) {
    const reason = failure ?? { code: "unreachable", message: "The controller gave no answer." };
    if (isBooting(worker, at)) return { status: "starting", reason };
    return { status: failure && broken.has(failure.code) ? "error" : "unavailable", reason };
  }
  if (report.health?.valid === false) {
    const message = `CML on ${worker.name} reports that its system health is not valid. See its own system health page.`;
    return { status: "error", reason: { code: "unhealthy", message } };
  }
  // One part that could not be read does not take a working controller from its users.
  return { status: "available", ...(failure && { reason: failure }) };
}

/** The version is public and comes from the web server's side: only more than that shows a controller at work. */
function saidSomething({ version, stats, health, licensing, labCount }: CmlReport): boolean {
  return version !== null && [stats, health, licensing, labCount].some((part) => part !== null);
}

/** A machine that the fleet saw starting gets time to boot; one that answered before does not. */
function isBooting({ service }: Worker, at: Timestamp): boolean {
  return service.status === "starting" && elapsedMs(service.since, at) < BOOT_MS;
}

function licensed(worker: Worker, { licensing }: CmlReport, at: Timestamp): WorkerEvent[] {
  const to = licensing && licenseOf(licensing, at);
  if (!to || to === worker.license) return [];
  return [{ type: "worker.license-changed", from: worker.license, to, at }];
}
