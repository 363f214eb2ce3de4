import { answerReader } from "../answers/read-answer.ts";
import { type Operation, operation } from "../transport/operation.ts";
import { licensingSchema, type WireFeature, type WireLicensing } from "./status-schema.ts";

/** A licensed feature and how much of it is used. `null` is unknown. */
export interface CmlLicenseFeature {
  readonly id: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly version: string | null;
  readonly inUse: number | null;
  /** `IN_COMPLIANCE` say; an open set of words. */
  readonly status: string | null;
  readonly min: number | null;
  readonly max: number | null;
  /** ISO 8601 in UTC. */
  readonly minEndsAt: string | null;
  /** ISO 8601 in UTC. */
  readonly maxEndsAt: string | null;
}

/** The licence of a controller. `null` is unknown; statuses are open sets of words. */
export interface CmlLicensingStatus {
  readonly registration: {
    /** `COMPLETED` once registered. */
    readonly status: string | null;
    readonly smartAccount: string | null;
    readonly virtualAccount: string | null;
    /** When the last registration succeeded, ISO 8601 in UTC. */
    readonly registeredAt: string | null;
    /** ISO 8601 in UTC. */
    readonly expiresAt: string | null;
  };
  readonly authorization: {
    /** `IN_COMPLIANCE` when all is well. */
    readonly status: string | null;
    /** ISO 8601 in UTC. */
    readonly expiresAt: string | null;
  };
  readonly features: readonly CmlLicenseFeature[];
  readonly reservationMode: boolean | null;
  readonly transport: {
    readonly ssms: string | null;
    readonly defaultSsms: string | null;
    readonly proxyServer: string | null;
    readonly proxyPort: number | null;
  };
  readonly udi: { readonly hostname: string | null; readonly productUuid: string | null };
  readonly productLicense: { readonly active: string | null; readonly isEnterprise: boolean | null };
}

/** `GET /licensing`. */
export const licensingStatus: Operation<CmlLicensingStatus> = operation(
  "GET /licensing",
  answerReader(licensingSchema, convert),
);

function convert(wire: WireLicensing): CmlLicensingStatus {
  const { udi, registration, authorization, features, transport, product_license: product } = wire;
  return {
    registration: registrationOf(registration),
    authorization: {
      status: authorization?.status ?? null,
      expiresAt: authorization?.expires ?? null,
    },
    features: (features ?? []).flatMap((feature) => (feature ? [featureOf(feature)] : [])),
    reservationMode: wire.reservation_mode ?? null,
    transport: transportOf(transport),
    udi: { hostname: udi?.hostname ?? null, productUuid: udi?.product_uuid ?? null },
    productLicense: { active: product?.active ?? null, isEnterprise: product?.is_enterprise ?? null },
  };
}

function registrationOf(wire: WireLicensing["registration"]): CmlLicensingStatus["registration"] {
  return {
    status: wire?.status ?? null,
    smartAccount: wire?.smart_account ?? null,
    virtualAccount: wire?.virtual_account ?? null,
    registeredAt: wire?.register_time?.succeeded ?? null,
    expiresAt: wire?.expires ?? null,
  };
}

function transportOf(wire: WireLicensing["transport"]): CmlLicensingStatus["transport"] {
  return {
    ssms: wire?.ssms ?? null,
    defaultSsms: wire?.default_ssms ?? null,
    proxyServer: wire?.proxy?.server ?? null,
    proxyPort: wire?.proxy?.port ?? null,
  };
}

function featureOf(wire: WireFeature): CmlLicenseFeature {
  return {
    id: wire.id ?? null,
    name: wire.name ?? null,
    description: wire.description ?? null,
    version: wire.version ?? null,
    inUse: wire.in_use ?? null,
    status: wire.status ?? null,
    min: wire.min ?? null,
    max: wire.max ?? null,
    minEndsAt: wire.minEndDate ?? null,
    maxEndsAt: wire.maxEndDate ?? null,
  };
}
