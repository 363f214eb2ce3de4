import type { Accounts } from "../model/accounts.ts";
import type { Caller } from "../model/callers.ts";

/** One call of one STS action, as its handler sees it. */
export interface StsCall {
  readonly accounts: Accounts;
  readonly caller: Caller;
  /** The parameters, as texts. */
  readonly input: unknown;
}

/** Carries a call out. @returns the answer. @throws AwsApiError for every refusal. */
export type StsAction = (call: StsCall) => unknown;

/** Actions by the name they are called by. */
export type StsActionTable = Readonly<Record<string, StsAction>>;
