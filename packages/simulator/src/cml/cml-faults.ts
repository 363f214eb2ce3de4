import type { WireFault } from "../http/faults.ts";

/** An error instead of the usual answer; nothing is done. */
export type CmlRefusal =
  /**
   * In CML's form, unless there is a `body`: that is sent as it is, in JSON unless it is a string. `headers` are added,
   * as in `{ "retry-after": "1" }`, or take the place of the usual ones; handshakes are refused with them too, but
   * without a body.
   */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  /** A JSON string where CML's error form is expected, as old releases refuse log-ins. */
  | { readonly kind: "bare string"; readonly status: number; readonly text: string };

/** Something that happens around a call, which is answered as usual after it. */
export type CmlIncident =
  /**
   * The token of the call has ended: the call answers 401 if it needs one, and so does every later one with this token.
   */
  | { readonly kind: "expired token" }
  /** The controller shows a new certificate; the connection of this call is closed after its answer. */
  | { readonly kind: "certificate change" }
  /** Every connection to the live feed is cut, as by `live.drop()`; a handshake that is hit succeeds first. */
  | { readonly kind: "live drop" }
  /** Every connection to the live feed stays and hears nothing more, as by `live.stall()`. */
  | { readonly kind: "live silence" };

/** What goes wrong with a call to a controller. */
export type CmlFault = WireFault | CmlRefusal | CmlIncident;

/** What comes in place of the usual answer. */
export type CmlSpoiler = Exclude<CmlFault, CmlIncident | { kind: "latency" }>;

export interface CmlFaultRule {
  /**
   * As in `GET /labs/{lab_id}`, or `GET /ws/ui` for handshakes of the live feed; `*` means every one, known or not.
   * Of several rules for one call that take the place of its answer, the one that was added first applies.
   * @defaultValue "*"
   */
  readonly operation?: string;
  readonly fault: CmlFault;
}

/** Whether a rule is meant for an operation. */
export function concerns({ operation = "*" }: CmlFaultRule, name: string): boolean {
  return operation === "*" || operation === name;
}

const incidents: ReadonlySet<string> = new Set<CmlIncident["kind"]>([
  "expired token",
  "certificate change",
  "live drop",
  "live silence",
]);

export function isIncident(fault: CmlFault): fault is CmlIncident {
  return incidents.has(fault.kind);
}

/** Whether it takes the place of the usual answer. */
export function isSpoiler(fault: CmlFault): fault is CmlSpoiler {
  return fault.kind !== "latency" && !isIncident(fault);
}
