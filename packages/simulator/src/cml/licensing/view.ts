import { seededUuid } from "../../random/seeded.ts";
import type { Controller } from "../controller.ts";
import type { LicenceState, Renewal } from "../licence.ts";
import { featuresOf } from "./features.ts";
import { defaultSsms, isEnterprise } from "./settings.ts";

const dayMs = 86_400_000;

/** What `GET /licensing` answers. */
export function licensingView(controller: Controller): object {
  const { licence, hostname, seed } = controller;
  const { settings, reservation } = licence;
  const state = licence.at(controller.clock());
  const { registeredMs, registrationRenewal, authorizationRenewal } = state;
  const isRegistered = registeredMs !== undefined;
  return {
    udi: { hostname, product_uuid: productUuid(seed) },
    registration: {
      status: state.registration,
      smart_account: isRegistered ? "Example Organization" : null,
      virtual_account: isRegistered ? "Default" : null,
      // Recorded: on success there is a failure, which is OK.
      register_time: isRegistered
        ? times({ atMs: registeredMs, ok: true }, undefined, { failure: "OK", success: "SUCCESS" })
        : nothingYet,
      renew_time: renewal(registrationRenewal, 180),
      expires: endOf(registrationRenewal, 365),
    },
    authorization: {
      status: state.authorization,
      renew_time: renewal(authorizationRenewal, 30),
      expires: endOf(authorizationRenewal, 90),
    },
    features: featuresOf(settings, state),
    reservation_mode: reservation.mode,
    transport: { ...settings.transport, default_ssms: defaultSsms },
    product_license: { active: settings.product, is_enterprise: isEnterprise(settings) },
  };
}

export function productUuid(seed: number): string {
  return seededUuid(seed, "product");
}

/** Plain text for people: its form is not recorded. */
export function techSupport(controller: Controller): string {
  const { licence, hostname, seed, version } = controller;
  const state: LicenceState = licence.at(controller.clock());
  const features = featuresOf(licence.settings, state).map(
    ({ id, in_use, status }) => `  ${id}: count ${in_use}, ${status}`,
  );
  return [
    "Smart Licensing Tech Support",
    `Time: ${day(controller.clock())}`,
    `Host: ${hostname}, version ${version}`,
    `UDI: ${productUuid(seed)}`,
    `Registration: ${state.registration}`,
    `Authorization: ${state.authorization}`,
    `Transport: ${licence.settings.transport.ssms ?? defaultSsms}`,
    `Reservation mode: ${licence.reservation.mode ? "enabled" : "disabled"}`,
    "Features:",
    ...features,
    "",
  ].join("\n");
}

const nothingYet = {
  succeeded: null,
  attempted: null,
  scheduled: null,
  status: null,
  failure: null,
  success: null,
};

function times(
  { atMs, ok, succeededMs = atMs }: Renewal,
  nextMs: number | undefined,
  words: { readonly status?: string; readonly failure?: string; readonly success?: string },
): Record<string, unknown> {
  const { status = null, failure = null, success = null } = words;
  return {
    succeeded: ok || succeededMs !== atMs ? day(succeededMs) : null,
    attempted: day(atMs),
    scheduled: nextMs === undefined ? null : day(nextMs),
    status,
    failure,
    success,
  };
}

function renewal(last: Renewal | undefined, days: number): Record<string, unknown> {
  if (!last) return nothingYet;
  const words = last.ok
    ? { status: "SUCCEEDED" }
    : { status: "FAILED", failure: "Communication send error." };
  return times(last, last.atMs + days * dayMs, words);
}

function endOf(last: Renewal | undefined, days: number): string | null {
  return last ? day((last.succeededMs ?? last.atMs) + days * dayMs) : null;
}

/** Licensing writes dates with a blank and without a zone, against its own document. */
function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
}
