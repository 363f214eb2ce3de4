import type { CmlCallOptions } from "../call-options.ts";
import { doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { parsed } from "../transport/json.ts";
import { described, type Operation } from "../transport/operation.ts";

/** What a controller registers with. */
export interface CmlRegistration {
  /** Of a Smart Account, up to 256 characters. It is a secret. */
  readonly token: string;
  /** Registers again although it is registered. @defaultValue false */
  readonly reregister?: boolean;
}

/** How a deregistration ended. */
export interface CmlDeregistration {
  /**
   * `manual_removal_needed`: the controller has forgotten its registration, but could not tell Cisco. The licences stay
   * taken until somebody removes the product instance in the Smart Account.
   */
  readonly outcome: "deregistered" | "manual_removal_needed";
}

/** What binds a controller to a Smart Account. */
export interface CmlLicenseRegistration {
  /**
   * Asks for the registration, which takes a minute or so: `status` tells when it is `COMPLETED`.
   *
   * @throws CmlError `conflict` when it cannot be asked for now
   */
  register(registration: CmlRegistration, options?: CmlCallOptions): Promise<void>;
  /** Gives the licences back: before the machine goes, or they stay taken. Takes a minute. @throws CmlError `rejected` when it is not registered */
  deregister(options?: CmlCallOptions): Promise<CmlDeregistration>;
  /** Asks for the registration to be renewed. */
  renewRegistration(options?: CmlCallOptions): Promise<void>;
  /** Asks for the authorization to be renewed. */
  renewAuthorization(options?: CmlCallOptions): Promise<void>;
}

const register = doing("POST /licensing/registration");
const renewRegistration = doing("PUT /licensing/registration/renew");
const renewAuthorization = doing("PUT /licensing/authorization/renew");
/** `DELETE /licensing/deregistration`: the status is the answer. */
export const deregister: Operation<CmlDeregistration> = described(
  "DELETE /licensing/deregistration",
  ({ status, body }) =>
    body === "" || parsed(body) !== undefined
      ? { value: { outcome: status === 202 ? "manual_removal_needed" : "deregistered" } }
      : undefined,
);

export function createLicenseRegistration(call: Call): CmlLicenseRegistration {
  return {
    register: (registration, options) => call(register, { ...options, body: registration }),
    deregister: (options) => call(deregister, options),
    renewRegistration: (options) => call(renewRegistration, options),
    renewAuthorization: (options) => call(renewAuthorization, options),
  };
}
