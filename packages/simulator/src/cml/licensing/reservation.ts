import { seededHex } from "../../random/seeded.ts";
import { CmlApiError } from "../answer.ts";

/**
 * Licences that are taken by codes that people carry to Cisco and back, instead of by a connection.
 *
 * Which step is allowed when follows the document; what codes look like is made up. Of an authorization code, which
 * Cisco issues for a request code, nothing matters but that it contains that request code.
 */
export interface Reservation {
  readonly mode: boolean;
  readonly reserved: boolean;
  readonly confirmationCode: string | null;
  readonly returnCode: string | null;
  /** @throws CmlApiError 409 when it is on already, or cannot be switched off because it is in use. */
  setMode(on: boolean): void;
  /** @returns The request code. @throws CmlApiError 409 unless the mode is on and nothing is reserved. */
  request(): string;
  /** @returns The confirmation code. @throws CmlApiError 400 for no code at all, 409 when it is not for the request. */
  complete(authorizationCode: string): string;
  /** @throws CmlApiError 409 when nothing is requested. */
  cancel(): void;
  /** @returns The return code. @throws CmlApiError 409 when nothing is reserved. */
  release(): string;
  /** @returns A code that proves that the authorization is not used. @throws CmlApiError 400 or 409 */
  discard(authorizationCode: string): string;
  /** @throws CmlApiError 400 when there is none. */
  forget(code: "confirmationCode" | "returnCode"): void;
}

type Step =
  | { readonly name: "off" | "on" | "reserved" }
  | { readonly name: "requested"; readonly code: string };

const requestCodes = /CB-[0-9a-f]{16}/;

export function createReservation(seed: number): Reservation {
  let step: Step = { name: "off" };
  let codes = 0;
  const kept: { confirmationCode: string | null; returnCode: string | null } = {
    confirmationCode: null,
    returnCode: null,
  };
  const cancelled = new Set<string>();

  const newCode = (prefix: string): string => `${prefix}-${seededHex(16, seed, "reservation", codes++)}`;
  const requestIn = (authorizationCode: string): string => {
    const [found] = requestCodes.exec(authorizationCode) ?? [];
    if (found === undefined) throw new CmlApiError(400, "The authorization code could not be validated.");
    return found;
  };
  const notNow = (what: string): CmlApiError =>
    new CmlApiError(409, `License reservation ${what} cannot be requested at this time.`);

  return {
    get mode() {
      return step.name !== "off";
    },
    get reserved() {
      return step.name === "reserved";
    },
    get confirmationCode() {
      return kept.confirmationCode;
    },
    get returnCode() {
      return kept.returnCode;
    },
    setMode(on) {
      if (on && step.name !== "off") throw new CmlApiError(409, "License reservation is already enabled.");
      if (!on && (step.name === "requested" || step.name === "reserved")) throw notNow("mode");
      step = { name: on ? "on" : "off" };
    },
    request() {
      // Asking again before it is complete gives the same code (an assumption).
      if (step.name === "requested") return step.code;
      if (step.name !== "on") throw notNow("request");
      step = { name: "requested", code: newCode("CB") };
      return step.code;
    },
    complete(authorizationCode) {
      if (step.name !== "requested") throw notNow("completion");
      if (requestIn(authorizationCode) !== step.code)
        throw new CmlApiError(409, "The authorization code is not for the request code.");
      step = { name: "reserved" };
      kept.confirmationCode = newCode("CC");
      return kept.confirmationCode;
    },
    cancel() {
      if (step.name !== "requested") throw notNow("cancellation");
      cancelled.add(step.code);
      step = { name: "on" };
    },
    release() {
      if (step.name !== "reserved") throw notNow("release");
      step = { name: "on" };
      kept.returnCode = newCode("CR");
      kept.confirmationCode = null;
      return kept.returnCode;
    },
    discard(authorizationCode) {
      if (step.name !== "on") throw notNow("discard");
      if (!cancelled.has(requestIn(authorizationCode)))
        throw new CmlApiError(400, "The authorization code is not for a cancelled request.");
      return newCode("CD");
    },
    forget(code) {
      if (kept[code] === null) throw new CmlApiError(400, "There is no such code.");
      kept[code] = null;
    },
  };
}
