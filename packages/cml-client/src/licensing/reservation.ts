import { aText, theText } from "../answers/kinds.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** Licences for controllers that never reach Cisco: codes are carried back and forth by hand. */
export interface CmlLicenseReservation {
  /** Switches to reservation, or back. */
  setMode(isReservation: boolean, options?: CmlCallOptions): Promise<void>;
  /** Asks for a reservation, and gives the code to carry to Cisco. */
  request(options?: CmlCallOptions): Promise<string>;
  /** Completes it with the code from Cisco, and gives the code that confirms; `null` when there is none. */
  complete(authorizationCode: string, options?: CmlCallOptions): Promise<string | null>;
  /** Takes the request back. */
  cancel(options?: CmlCallOptions): Promise<void>;
  /** Gives the licences up, and gives the code to carry to Cisco; `null` when there is none. */
  release(options?: CmlCallOptions): Promise<string | null>;
  /** Gives a code from Cisco up that was not used, and gives the code to carry back. */
  discard(authorizationCode: string, options?: CmlCallOptions): Promise<string>;
  /** The code that confirms; `null` when there is none. */
  confirmationCode(options?: CmlCallOptions): Promise<string | null>;
  /** Forgets the code that confirms. */
  removeConfirmationCode(options?: CmlCallOptions): Promise<void>;
  /** The code to carry to Cisco after giving licences up; `null` when there is none. */
  returnCode(options?: CmlCallOptions): Promise<string | null>;
  /** Forgets it. */
  removeReturnCode(options?: CmlCallOptions): Promise<void>;
}

const setMode = doing("PUT /licensing/reservation/mode");
const request = answering("POST /licensing/reservation/request", theText);
const complete = answering("POST /licensing/reservation/complete", aText);
const cancel = doing("DELETE /licensing/reservation/cancel");
const release = answering("DELETE /licensing/reservation/release", aText);
const discard = answering("POST /licensing/reservation/discard", theText);
const confirmationCode = answering("GET /licensing/reservation/confirmation_code", aText);
const removeConfirmationCode = doing("DELETE /licensing/reservation/confirmation_code");
const returnCode = answering("GET /licensing/reservation/return_code", aText);
const removeReturnCode = doing("DELETE /licensing/reservation/return_code");

export function createLicenseReservation(call: Call): CmlLicenseReservation {
  return {
    setMode: (isReservation, options) => call(setMode, { ...options, body: isReservation }),
    request: (options) => call(request, options),
    complete: (authorizationCode, options) => call(complete, { ...options, body: authorizationCode }),
    cancel: (options) => call(cancel, options),
    release: (options) => call(release, options),
    discard: (authorizationCode, options) => call(discard, { ...options, body: authorizationCode }),
    confirmationCode: (options) => call(confirmationCode, options),
    removeConfirmationCode: (options) => call(removeConfirmationCode, options),
    returnCode: (options) => call(returnCode, options),
    removeReturnCode: (options) => call(removeReturnCode, options),
  };
}
