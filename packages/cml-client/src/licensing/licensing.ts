import type { CmlCallOptions } from "../call-options.ts";
import { doing, givingText } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { type CmlRegisterAndWaitOptions, registerAndWait } from "../waiting/register-and-wait.ts";
import type { CmlRegistrationOutcome } from "../waiting/registration-outcome.ts";
import { type CmlLicenseRegistration, createLicenseRegistration } from "./registration.ts";
import { type CmlLicenseReservation, createLicenseReservation } from "./reservation.ts";
import { type CmlLicensingStatus, licensingStatus } from "./status.ts";

/** How a controller reaches Cisco. */
export interface CmlLicenseTransport {
  /** Address of the licence server. @defaultValue Cisco's own */
  readonly ssms?: string | null;
  /** @defaultValue none */
  readonly proxy?: { readonly server: string; readonly port: number };
}

/** How much of a feature is wanted. */
export interface CmlFeatureCount {
  /** As `status` tells it. */
  readonly id: string;
  readonly count: number;
}

/** The controller's licence. */
export interface CmlLicensing extends CmlLicenseRegistration {
  readonly reservation: CmlLicenseReservation;
  /** Registration, authorization and features as they are now. */
  status(options?: CmlCallOptions): Promise<CmlLicensingStatus>;
  /**
   * Registers, and waits until it is done and the licences in use are covered, or are not.
   *
   * @throws CmlError with code `registration_failed`; `timeout`; `conflict` when it cannot be asked for now
   */
  registerAndWait(options: CmlRegisterAndWaitOptions): Promise<CmlRegistrationOutcome>;
  /** Decides how Cisco is reached. */
  setTransport(transport: CmlLicenseTransport, options?: CmlCallOptions): Promise<void>;
  /** Chooses the product: `CML_Enterprise` say. */
  setProductLicense(name: string, options?: CmlCallOptions): Promise<void>;
  /** Asks for so much of one or two features. */
  setFeatures(features: readonly CmlFeatureCount[], options?: CmlCallOptions): Promise<void>;
  /** A report for Cisco's support. */
  techSupport(options?: CmlCallOptions): Promise<string>;
}

// The API wants it said.
const NO_PROXY = { server: null, port: null };
const setTransport = doing("PUT /licensing/transport");
const setProductLicense = doing("PUT /licensing/product_license");
const setFeatures = doing("PATCH /licensing/features");
const techSupport = givingText("GET /licensing/tech_support");

/** The `licensing` group of a client. */
export function createLicensing({
  call,
  lifetime,
}: {
  readonly call: Call;
  readonly lifetime: Lifetime;
}): CmlLicensing {
  const registration = createLicenseRegistration(call);
  const status: CmlLicensing["status"] = (options) => call(licensingStatus, options);
  const { register } = registration;
  return {
    ...registration,
    registerAndWait: (options) => registerAndWait({ lifetime, register, status }, options),
    status,
    reservation: createLicenseReservation(call),
    setTransport: (transport, options) =>
      call(setTransport, { ...options, body: { proxy: NO_PROXY, ...transport } }),
    setProductLicense: (name, options) => call(setProductLicense, { ...options, body: name }),
    setFeatures: (features, options) => call(setFeatures, { ...options, body: features }),
    techSupport: (options) => call(techSupport, options),
  };
}
