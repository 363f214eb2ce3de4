import type { WireFault } from "../http/faults.ts";

/** What goes wrong with a call to AWS. */
export type AwsFault =
  | WireFault
  /** A refusal instead of the usual answer, written in the protocol of the call; nothing is done. */
  | {
      readonly kind: "error";
      /** As in `RequestLimitExceeded`. */
      readonly code: string;
      /** @defaultValue a sentence that names the code */
      readonly message?: string;
      /** 400 to 599. @defaultValue the status AWS sends with this code, 400 for most */
      readonly status?: number;
    };

/** Which calls a fault is for: all those that fit everything that is given. */
export interface AwsFaultRule {
  /** As in `DescribeInstances`, one that is simulated; `*` means every one, known or not. @defaultValue "*" */
  readonly action?: string;
  /** One that is simulated, but for actions of STS, which knows no regions; "" for what nobody signed. @defaultValue every region */
  readonly region?: string;
  /** One that is simulated; "" for calls of nobody. @defaultValue every account, and calls of nobody */
  readonly account?: string;
  readonly fault: AwsFault;
}

/** What a rule is matched with. */
export interface AddressedCall {
  readonly action: string;
  readonly region: string;
  /** Empty when nobody is known by its key. */
  readonly account: string;
}

/** Whether a rule is meant for a call. */
export function concerns({ action = "*", region, account }: AwsFaultRule, call: AddressedCall): boolean {
  return (
    (action === "*" || action === call.action) &&
    (region ?? call.region) === call.region &&
    (account ?? call.account) === call.account
  );
}
