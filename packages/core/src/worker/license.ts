import { elapsedMs, type Timestamp } from "../kernel/time.ts";
import type { CmlLicensing } from "../ports/cml-gateway.ts";
import type { LicenseStatus } from "./worker.ts";

/**
 * Places what the controller says of its licence. CML's words are not documented: `COMPLETED` and `IN_COMPLIANCE` were
 * seen on real controllers, the others are read by their meaning.
 */
export function licenseOf(licensing: CmlLicensing, at: Timestamp): LicenseStatus {
  const registration = licensing.registration ?? "";
  const authorization = licensing.authorization ?? "";
  if (/EXPIRED/.test(registration + authorization)) return "expired";
  if (licensing.expiresAt !== null && elapsedMs(licensing.expiresAt, at) > 0) return "expired";
  if (/EVAL/.test(authorization)) return "evaluation";
  if (/OUT_OF_COMPLIANCE|INVALID|FAILED/.test(registration + authorization)) return "invalid";
  return registration === "COMPLETED" ? "registered" : "unregistered";
}
