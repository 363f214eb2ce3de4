import { CoreError } from "../errors.ts";
import type { Timestamp } from "../kernel/time.ts";
import type { WorkerEvent } from "./events.ts";
import type { Actor, Worker } from "./worker.ts";

/**
 * Says which certificate the worker's controller has from now on, after it was replaced on purpose. Saying the same
 * again changes nothing.
 *
 * @throws CoreError `invalid_input` when it is no SHA-256 fingerprint.
 */
export function trustCertificate(
  worker: Worker,
  fingerprint: string,
  by: Actor,
  at: Timestamp,
): WorkerEvent[] {
  const fingerprint256 = fingerprint.replaceAll(":", "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(fingerprint256)) {
    throw new CoreError("A SHA-256 fingerprint has 64 hex digits, with or without colons.", {
      code: "invalid_input",
    });
  }
  if (worker.certificate?.fingerprint256 === fingerprint256) return [];
  return [{ type: "worker.certificate-pinned", fingerprint256, source: "operator", by, at }];
}
