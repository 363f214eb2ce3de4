import type { CmlCallOptions } from "../call-options.ts";
import type { Call } from "../transport/call.ts";
import { type CmlLicensingStatus, licensingStatus } from "./status.ts";

/** The controller's licence. */
export interface CmlLicensing {
  /** Registration, authorization and features as they are now. */
  status(options?: CmlCallOptions): Promise<CmlLicensingStatus>;
}

/** The `licensing` group of a client. */
export function createLicensing(call: Call): CmlLicensing {
  return { status: (options) => call(licensingStatus, options) };
}
