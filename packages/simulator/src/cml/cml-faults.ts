import type { WireFault } from "../http/faults.ts";

/** What goes wrong with a call to a controller. */
export type CmlFault =
  | WireFault
  /** An error instead of the usual answer; `body` is sent as it is, in JSON unless it is a string. */
  | { readonly kind: "status"; readonly status: number; readonly body?: unknown };

export interface CmlFaultRule {
  /** As in `GET /labs/{lab_id}`; `*` means every one, known or not. @defaultValue "*" */
  readonly operation?: string;
  readonly fault: CmlFault;
}

/** Whether a rule is meant for an operation. */
export function concerns({ operation = "*" }: CmlFaultRule, name: string): boolean {
  return operation === "*" || operation === name;
}
