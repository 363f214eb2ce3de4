import { describe, expect, test } from "vitest";
import type { CmlLicensing } from "../ports/cml-gateway.ts";
import { licenseOf } from "./license.ts";
import type { LicenseStatus } from "./worker.ts";

const at = "2026-01-02T00:00:00.000Z";
const [past, future] = ["2026-01-01T23:59:59.999Z", "2026-01-02T00:00:00.001Z"];

describe("the licence of a controller that says", () => {
  const rows: [string, string | null, string | null, string | null, LicenseStatus][] = [
    ["COMPLETED and IN_COMPLIANCE", "COMPLETED", "IN_COMPLIANCE", future, "registered"],
    ["COMPLETED, with no end", "COMPLETED", "IN_COMPLIANCE", null, "registered"],
    ["COMPLETED, with an end that has passed", "COMPLETED", "IN_COMPLIANCE", past, "expired"],
    ["COMPLETED, with an end right now", "COMPLETED", "IN_COMPLIANCE", at, "registered"],
    ["that its registration EXPIRED", "EXPIRED", null, null, "expired"],
    ["that its authorization EXPIRED", "COMPLETED", "AUTH_EXPIRED", future, "expired"],
    ["EVAL", "NOT_REGISTERED", "EVAL", future, "evaluation"],
    ["EVALUATION", null, "EVALUATION", null, "evaluation"],
    ["that the evaluation EVAL_EXPIRED", null, "EVAL_EXPIRED", null, "expired"],
    ["OUT_OF_COMPLIANCE", "COMPLETED", "OUT_OF_COMPLIANCE", future, "invalid"],
    ["that the registration FAILED", "FAILED", null, null, "invalid"],
    ["NOT_REGISTERED", "NOT_REGISTERED", "NOT_AUTHORIZED", null, "unregistered"],
    ["nothing", null, null, null, "unregistered"],
  ];
  test.each(rows)("%s", (_, registration, authorization, expiresAt, expected) => {
    const licensing: CmlLicensing = { registration, authorization, expiresAt };
    expect(licenseOf(licensing, at)).toBe(expected);
  });
});
