import { CmlError } from "../errors.ts";
import { tell } from "../hooks.ts";
import type { CmlRegistration } from "../licensing/registration.ts";
import type { CmlLicensingStatus } from "../licensing/status.ts";
import { LONGEST_TIMER_MS, within } from "../options.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { pause } from "../transport/scope.ts";
import { type CmlWaitOptions, type Deadline, withDeadline } from "./deadline.ts";
import { patiently } from "./patience.ts";

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
  readonly status: CmlLicensingStatus;
}

/** How to register. */
export interface CmlRegisterAndWaitOptions extends CmlRegistration, CmlWaitOptions {
  /** @defaultValue 90_000 */
  readonly timeoutMs?: number;
  /** Pause between looks, in milliseconds. @defaultValue 1_500 */
  readonly pollMs?: number;
  /** Told whenever a word changes. What it throws is ignored. */
  readonly onProgress?: (progress: CmlRegistrationProgress) => void;
}

/** What registering needs of a client. */
export interface RegisterContext {
  readonly lifetime: Lifetime;
  readonly register: (registration: CmlRegistration, options: { signal: AbortSignal }) => Promise<void>;
  readonly status: (options: { signal: AbortSignal }) => Promise<CmlLicensingStatus>;
}

const FAILED: ReadonlySet<unknown> = new Set(["FAILED", "RETRY_FAILED", "EXPIRED"]);
const REFUSED: ReadonlySet<unknown> = new Set(["OUT_OF_COMPLIANCE", "AUTHORIZATION_EXPIRED", "EXPIRED"]);
/** How long words of an earlier registration may still be there, as a share of the deadline. */
const STALE_SHARE = 1 / 6;

/** Registers, and waits for the end of it. */
export async function registerAndWait(
  context: RegisterContext,
  options: CmlRegisterAndWaitOptions,
): Promise<CmlRegistrationOutcome> {
  const { signal, timeoutMs = 90_000, pollMs = 1_500, onProgress, ...registration } = options;
  within("pollMs", pollMs, 1, LONGEST_TIMER_MS);
  const operation = "licensing.registerAndWait";
  let now: CmlRegistrationProgress | undefined;
  let failure: unknown;
  const note = (progress: CmlRegistrationProgress) => {
    const isNews =
      progress.registration !== now?.registration || progress.authorization !== now?.authorization;
    now = progress;
    if (isNews) tell(onProgress, progress);
    return progress;
  };
  const onFailure = (error: unknown) => {
    failure = error;
  };
  const unfinished = () => `The registration has not come to an end (${words(now)})`;
  const wait = { operation, unfinished, lastFailure: () => failure };

  return withDeadline(wait, { signal, timeoutMs }, context.lifetime, async (deadline) => {
    const { scope } = deadline;
    const before = wordsOf(await context.status({ signal: scope.signal }), deadline);
    await context.register(registration, { signal: scope.signal });
    const isFresh = freshness(before, timeoutMs * STALE_SHARE);
    for (;;) {
      const status = await patiently(context.status({ signal: scope.signal }), scope.signal, onFailure);
      const progress = status && note(wordsOf(status, deadline));
      const outcome = progress && isFresh(progress) && outcomeOf(progress, operation);
      if (outcome) return { ...progress, outcome, status };
      await pause(pollMs, scope);
    }
  });
}

/** What an earlier registration left behind is no outcome of this one, until it has had its time to go. */
function freshness(
  before: CmlRegistrationProgress,
  staleMs: number,
): (now: CmlRegistrationProgress) => boolean {
  let isFresh = false;
  return (now) => {
    isFresh ||= words(now) !== words(before) || now.elapsedMs > staleMs;
    return isFresh;
  };
}

function wordsOf(
  { registration, authorization }: CmlLicensingStatus,
  deadline: Deadline,
): CmlRegistrationProgress {
  return {
    registration: registration.status,
    authorization: authorization.status,
    elapsedMs: deadline.elapsedMs(),
  };
}

function words(progress: CmlRegistrationProgress | undefined): string {
  return `registration ${progress?.registration ?? "unknown"}, authorization ${progress?.authorization ?? "unknown"}`;
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
