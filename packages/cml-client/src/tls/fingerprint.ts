import { CmlError } from "../errors.ts";

/** A SHA-256 fingerprint as 64 lower-case hex digits. @throws CmlError with code `invalid_request` */
export function normalizeFingerprint(fingerprint256: string): string {
  // Not every caller has types.
  const digits = String(fingerprint256).replaceAll(":", "").trim().toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return digits;
  throw new CmlError(
    `Not a SHA-256 fingerprint: ${JSON.stringify(fingerprint256)}. Pass 64 hex digits, with or without colons.`,
    { code: "invalid_request" },
  );
}
