// Controller: one CML machine. Operation: one entry of its API, named like "GET /labs/{lab_id}". Attempt: one request
// of an operation. Drift: a difference between an answer and what is known of the API. Pin: the fingerprint of the one
// certificate that is believed.
export type { CmlContent, CmlOperation, CmlParameter, JsonSchema } from "./api/operation.ts";
export { type CmlOperationName, operations } from "./api/operations.ts";
export type { CmlAnswer, CmlInput, CmlRequest, CmlRequestArguments } from "./api/request.ts";
export type { CmlOperations } from "./api/types.ts";
export type { CmlUpload } from "./api/upload.ts";
export type { CmlAuth, CmlSecret } from "./auth/auth.ts";
export type { CmlToken } from "./auth/token.ts";
export { type CmlTokenCache, memoryTokenCache } from "./auth/token-cache.ts";
export type { CmlCallOptions } from "./call-options.ts";
export { type CmlClient, createCmlClient } from "./client.ts";
export { CmlError, type CmlErrorCode, type CmlErrorOptions } from "./errors.ts";
export type { CmlAttempt, CmlDrift, CmlHooks, CmlLogin } from "./hooks.ts";
export type { CmlLab, CmlLabGroup } from "./labs/lab.ts";
export type { CmlLabListOptions, CmlLabs } from "./labs/labs.ts";
export type { CmlLicensing } from "./licensing/licensing.ts";
export type { CmlLicenseFeature, CmlLicensingStatus } from "./licensing/status.ts";
export type { CmlClientOptions } from "./options.ts";
export type { CmlComputeHealth, CmlControllerHealth, CmlSystemHealth } from "./system/health.ts";
export type { CmlSystemInformation } from "./system/information.ts";
export type { CmlMaintenanceMode, CmlNotice } from "./system/maintenance-mode.ts";
export type { CmlComputeStats, CmlSpace, CmlSystemStats, CmlWorkload } from "./system/stats.ts";
export type { CmlSystem } from "./system/system.ts";
export type { CmlCertificate } from "./tls/certificate.ts";
export { normalizeFingerprint } from "./tls/fingerprint.ts";
export type { CmlTls } from "./tls/tls-options.ts";
export type { CmlRetryOptions } from "./transport/retry.ts";
