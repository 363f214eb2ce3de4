import { CmlApiError } from "./answer.ts";

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
}

/** Where a controller's registration is. */
export interface LicenceState {
  /** `COMPLETED` is recorded; the other words are guesses that the existing clients share. */
  readonly registration: "NOT_REGISTERED" | "IN_PROGRESS" | "COMPLETED" | "FAILED";
  readonly authorization: "NOT_AUTHORIZED" | "IN_COMPLIANCE";
  /** When it was registered; `undefined` unless it is. */
  readonly registeredMs?: number;
}

export interface Licence {
  at(nowMs: number): LicenceState;
  /** @throws CmlApiError 409 while it is registered or about to be, unless it is told to do it again. */
  register(token: string, again: boolean, nowMs: number): void;
  /** The answer says whether Cisco heard of it. @throws CmlApiError 400 or 409 */
  deregister(nowMs: number): "complete" | "here only";
}

/** What it was last told: `undefined` when it is not registered. */
interface Request {
  readonly doneMs: number;
  readonly works: boolean;
  /** Until the new registration is done, what the one before allowed is still allowed. */
  readonly authorizationBefore: LicenceState["authorization"];
}

export function createLicence(options: LicenceOptions = {}, installedMs = 0): Licence {
  const { registered = true, registrationMs = 20_000, tokens, reachesCisco = true } = options;
  let request: Request | undefined = registered
    ? { doneMs: installedMs, works: true, authorizationBefore: "NOT_AUTHORIZED" }
    : undefined;

  const at = (nowMs: number): LicenceState => {
    if (!request) return { registration: "NOT_REGISTERED", authorization: "NOT_AUTHORIZED" };
    if (nowMs < request.doneMs)
      return { registration: "IN_PROGRESS", authorization: request.authorizationBefore };
    if (!request.works) return { registration: "FAILED", authorization: "NOT_AUTHORIZED" };
    return { registration: "COMPLETED", authorization: "IN_COMPLIANCE", registeredMs: request.doneMs };
  };
  return {
    at,
    register(token, again, nowMs) {
      const { registration, authorization } = at(nowMs);
      if (registration === "IN_PROGRESS" || (registration === "COMPLETED" && !again))
        throw new CmlApiError(409, "Smart Licensing registration cannot be requested at this time.");
      const works = reachesCisco && (tokens?.includes(token) ?? true);
      request = { doneMs: nowMs + registrationMs, works, authorizationBefore: authorization };
    },
    deregister(nowMs) {
      const { registration } = at(nowMs);
      if (registration === "IN_PROGRESS")
        throw new CmlApiError(409, "Smart Licensing deregistration cannot be requested at this time.");
      if (registration !== "COMPLETED") throw new CmlApiError(400, "");
      request = undefined;
      return reachesCisco ? "complete" : "here only";
    },
  };
}
