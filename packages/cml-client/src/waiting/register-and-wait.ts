import { tell } from "../hooks.ts";
import { type KnownKeys, refuseUnknown } from "../known-keys.ts";
import type { CmlRegistration } from "../licensing/registration.ts";
import type { CmlLicensingStatus } from "../licensing/status.ts";
import { LONGEST_TIMER_MS, within } from "../options.ts";
import type { Lifetime } from "../transport/lifetime.ts";
import { pause } from "../transport/scope.ts";
import { type CmlWaitOptions, type Deadline, withDeadline } from "./deadline.ts";
import { patiently } from "./patience.ts";
import {
  type CmlRegistrationOutcome,
  type CmlRegistrationProgress,
  createRegistrationJudge,
  unfinishedOf,
} from "./registration-outcome.ts";

/** How to register. */
export interface CmlRegisterAndWaitOptions extends CmlRegistration, CmlWaitOptions {
  /** @defaultValue 90_000 */
  readonly timeoutMs?: number | undefined;
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

const OPTIONS: KnownKeys<CmlRegisterAndWaitOptions> = {
  token: true,
  reregister: true,
  signal: true,
  timeoutMs: true,
  pollMs: true,
  onProgress: true,
};

/** After which share of the deadline words that did not change are believed, if they say that it is registered. */
const STALE_SHARE = 1 / 6;

/** Registers, and waits for the end of it. */
export async function registerAndWait(
  context: RegisterContext,
  options: CmlRegisterAndWaitOptions,
): Promise<CmlRegistrationOutcome> {
  refuseUnknown("the options of licensing.registerAndWait", options, OPTIONS);
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
  let before: CmlLicensingStatus | undefined;
  const unfinished = () => unfinishedOf(before, now);
  const wait = { operation, unfinished, lastFailure: () => failure };

  return withDeadline(wait, { signal, timeoutMs }, context.lifetime, async (deadline) => {
    const { scope } = deadline;
    before = await context.status({ signal: scope.signal });
    await context.register(registration, { signal: scope.signal });
    const judge = createRegistrationJudge(before, timeoutMs * STALE_SHARE, operation);
    for (;;) {
      const status = await patiently(context.status({ signal: scope.signal }), scope, onFailure);
      const progress = status && note(wordsOf(status, deadline));
      const judgement = progress && judge(status, progress);
      if (judgement) return { ...progress, ...judgement, status };
      await pause(pollMs, scope);
    }
  });
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
