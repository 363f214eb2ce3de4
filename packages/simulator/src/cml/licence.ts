import { CmlApiError } from "./answer.ts";
import { createReservation, type Reservation } from "./licensing/reservation.ts";
import { type LicenceSettings, usualSettings } from "./licensing/settings.ts";

/** How a controller is licensed. */
export interface LicenceOptions {
  /** Whether it is registered from the beginning. @defaultValue true */
  readonly registered?: boolean;
  /** How long a registration takes, in milliseconds. @defaultValue 20_000 */
  readonly registrationMs?: number;
  /** Tokens that Cisco takes; a registration with another one fails. @defaultValue any */
  readonly tokens?: readonly string[];
  /**
   * Whether it reaches Cisco. If not, registrations fail, and a deregistration answers 202: done here, but the licence
   * stays taken there. @defaultValue true
   */
  readonly reachesCisco?: boolean;
  /**
   * Nodes that may run besides the twenty of the base licence; `PATCH /licensing/features` changes it.
   * @defaultValue as many as all labs need that it has from the beginning
   */
  readonly expansionNodes?: number;
}

/** Where a controller's registration is. */
export interface LicenceState {
  /** `COMPLETED` is recorded; the other words are guesses that the existing clients share. */
  readonly registration: "NOT_REGISTERED" | "IN_PROGRESS" | "COMPLETED" | "FAILED";
  readonly authorization: "NOT_AUTHORIZED" | "IN_COMPLIANCE";
  /** When it was registered; `undefined` unless it is. */
  readonly registeredMs?: number;
  readonly registrationRenewal?: Renewal;
  readonly authorizationRenewal?: Renewal;
}

/** The last time that something was renewed, or should have been. */
export interface Renewal {
  readonly atMs: number;
  readonly ok: boolean;
  /** When it last went well, if that was before. */
  readonly succeededMs?: number;
}

export interface Licence {
  readonly settings: LicenceSettings;
  readonly reservation: Reservation;
  at(nowMs: number): LicenceState;
  /** @throws CmlApiError 409 while it is registered or about to be, unless it is told to do it again. */
  register(token: string, again: boolean, nowMs: number): void;
  /** The answer says whether Cisco heard of it. @throws CmlApiError 400 or 409 */
  deregister(nowMs: number): "complete" | "here only";
  /** Without Cisco it is accepted too, and fails. @throws CmlApiError 409 unless it is registered. */
  renew(what: "registration" | "authorization", nowMs: number): void;
  /** Switches reservation on or off. @throws CmlApiError 409 when it is registered by Cisco, or has no use for it. */
  setReservationMode(on: boolean, nowMs: number): void;
  /** @returns The confirmation code. @throws CmlApiError */
  completeReservation(authorizationCode: string, nowMs: number): string;
}

/** What it was last told: `undefined` when it is not registered. */
interface Request {
  readonly doneMs: number;
  readonly works: boolean;
  /** Until the new registration is done, what the one before allowed is still allowed. */
  readonly authorizationBefore: LicenceState["authorization"];
}

export function createLicence(options: LicenceOptions = {}, installedMs = 0, seed = 1): Licence {
  const { registered = true, registrationMs = 20_000, tokens, reachesCisco = true } = options;
  const settings = usualSettings(options.expansionNodes);
  const reservation = createReservation(seed);
  let request: Request | undefined = registered
    ? { doneMs: installedMs, works: true, authorizationBefore: "NOT_AUTHORIZED" }
    : undefined;
  let renewals: Partial<Record<"registration" | "authorization", Renewal>> = {};
  let reservedMs = 0;

  const completed = (sinceMs: number): LicenceState => {
    const first: Renewal = { atMs: sinceMs, ok: true };
    const { registration = first, authorization = first } = renewals;
    return {
      registration: "COMPLETED",
      authorization: "IN_COMPLIANCE",
      registeredMs: sinceMs,
      registrationRenewal: registration,
      authorizationRenewal: authorization,
    };
  };
  const at = (nowMs: number): LicenceState => {
    // In which words a reservation shows is not recorded: it licenses as a registration does.
    if (reservation.reserved) return completed(reservedMs);
    if (!request) return { registration: "NOT_REGISTERED", authorization: "NOT_AUTHORIZED" };
    if (nowMs < request.doneMs)
      return { registration: "IN_PROGRESS", authorization: request.authorizationBefore };
    if (!request.works) return { registration: "FAILED", authorization: "NOT_AUTHORIZED" };
    return completed(request.doneMs);
  };
  const notNow = (what: string): CmlApiError =>
    new CmlApiError(409, `Smart Licensing ${what} cannot be requested at this time.`);

  return {
    settings,
    reservation,
    at,
    register(token, again, nowMs) {
      const { registration, authorization } = at(nowMs);
      if (reservation.mode || registration === "IN_PROGRESS" || (registration === "COMPLETED" && !again))
        throw notNow("registration");
      const works = reachesCisco && (tokens?.includes(token) ?? true);
      request = { doneMs: nowMs + registrationMs, works, authorizationBefore: authorization };
      renewals = {};
    },
    deregister(nowMs) {
      const { registration } = at(nowMs);
      if (reservation.reserved || registration === "IN_PROGRESS") throw notNow("deregistration");
      if (registration !== "COMPLETED") throw new CmlApiError(400, "");
      request = undefined;
      renewals = {};
      return reachesCisco ? "complete" : "here only";
    },
    renew(what, nowMs) {
      const { registration, registrationRenewal, authorizationRenewal } = at(nowMs);
      if (reservation.mode || registration !== "COMPLETED") throw notNow(`${what} renewal`);
      const last = what === "registration" ? registrationRenewal : authorizationRenewal;
      const succeededMs = reachesCisco ? nowMs : (last?.succeededMs ?? last?.atMs ?? nowMs);
      renewals[what] = { atMs: nowMs, ok: reachesCisco, succeededMs };
    },
    setReservationMode(on, nowMs) {
      const { registration } = at(nowMs);
      if (on && !reservation.mode && (registration === "COMPLETED" || registration === "IN_PROGRESS"))
        throw new CmlApiError(409, "License reservation mode cannot be enabled at this time.");
      reservation.setMode(on);
    },
    completeReservation(authorizationCode, nowMs) {
      const confirmationCode = reservation.complete(authorizationCode);
      reservedMs = nowMs;
      request = undefined;
      return confirmationCode;
    },
  };
}
