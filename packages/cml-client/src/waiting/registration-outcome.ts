import { CmlError } from "../errors.ts";
import type { CmlLicensingStatus } from "../licensing/status.ts";
import { said } from "./said.ts";

/** Where a registration is. Words of the controller; `null` is unknown. */
export interface CmlRegistrationProgress {
  /** `COMPLETED` once registered. */
  readonly registration: string | null;
  /** `IN_COMPLIANCE` when all is well. */
  readonly authorization: string | null;
  /** Milliseconds since it was asked for. */
  readonly elapsedMs: number;
}

/** How a registration ended well. */
export interface CmlRegistrationOutcome extends CmlRegistrationProgress {
  /** `in_compliance`, or registered with more in use than there are licences for. */
  readonly outcome: "in_compliance" | "out_of_compliance";
  /**
   * Whether the controller said anything new since it was asked. `false`: after a sixth of the time it still said what it had
   * said before, so that this may be an earlier registration, and the new one may still fail.
   */
  readonly confirmed: boolean;
  readonly status: CmlLicensingStatus;
}

const FAILED: ReadonlySet<unknown> = new Set(["FAILED", "RETRY_FAILED", "EXPIRED"]);
const REFUSED: ReadonlySet<unknown> = new Set(["OUT_OF_COMPLIANCE", "AUTHORIZATION_EXPIRED", "EXPIRED"]);

/** What is known at the end of a registration. */
type Judgement = Pick<CmlRegistrationOutcome, "outcome" | "confirmed">;

/**
 * Judges what a controller says, look by look: `undefined` while the registration goes on. What it had said before is no
 * outcome of this one. That it is registered is believed, unconfirmed, when an earlier registration has had its time to go;
 * that it failed never is, because this one may still be on its way: the deadline ends that, and says so.
 */
export function createRegistrationJudge(
  before: CmlLicensingStatus,
  staleMs: number,
  operation: string,
): (status: CmlLicensingStatus, progress: CmlRegistrationProgress) => Judgement | undefined {
  const isNew = newness(before);
  let hasMoved = false;
  let last: Judgement["outcome"] | undefined;
  return (status, progress) => {
    const confirmed = isNew(status);
    hasMoved ||= status.registration.status !== before.registration.status;
    const isBelieved = FAILED.has(progress.registration)
      ? hasMoved
      : confirmed || progress.elapsedMs > staleMs;
    const outcome = isBelieved ? outcomeOf(progress, operation) : undefined;
    // Right after a registration, what is in use is not covered yet: one more look tells.
    const isCertain = outcome === "in_compliance" || outcome === last;
    last = outcome;
    return outcome && isCertain ? { outcome, confirmed } : undefined;
  };
}

/** Tells whether a controller has said anything since, that it did not say before it was asked. */
function newness({ registration, authorization }: CmlLicensingStatus): (now: CmlLicensingStatus) => boolean {
  let isNew = false;
  return (now) => {
    const { registeredAt } = now.registration;
    isNew ||= now.registration.status !== registration.status;
    isNew ||= now.authorization.status !== authorization.status;
    // A registration that takes less than the pause between looks leaves nothing else.
    isNew ||= registeredAt !== null && registeredAt !== registration.registeredAt;
    return isNew;
  };
}

/** What has not happened yet, for the error of a registration that took too long. */
export function unfinishedOf(
  before: CmlLicensingStatus | undefined,
  now: CmlRegistrationProgress | undefined,
): string {
  const isOld = FAILED.has(now?.registration) && now?.registration === before?.registration.status;
  const more = isOld ? ", as before: it may have failed again in the same way" : "";
  return `The registration has not come to an end (${words(now)}${more})`;
}

/** The words, for a sentence. */
function words(progress: CmlRegistrationProgress | undefined): string {
  const { registration, authorization } = progress ?? {};
  return `registration ${said(registration ?? "unknown")}, authorization ${said(authorization ?? "unknown")}`;
}

/** `undefined` while it goes on: words are an open set. */
function outcomeOf(
  progress: CmlRegistrationProgress,
  operation: string,
): CmlRegistrationOutcome["outcome"] | undefined {
  const { registration, authorization } = progress;
  if (FAILED.has(registration)) {
    throw new CmlError(
      `${operation}: The controller could not register: ${words(progress)}. Check the token, and that the controller reaches Cisco.`,
      { code: "registration_failed", operation, detail: words(progress) },
    );
  }
  if (registration !== "COMPLETED") return undefined;
  if (authorization === "IN_COMPLIANCE") return "in_compliance";
  return REFUSED.has(authorization) ? "out_of_compliance" : undefined;
}
