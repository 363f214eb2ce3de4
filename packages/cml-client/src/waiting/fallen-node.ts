/** A node that ran, and does not any more. */
export interface CmlFallenNode {
  readonly id: string;
  /** `null` is unknown. */
  readonly label: string | null;
  /** `STARTED` or `BOOTED`. */
  readonly from: string;
  /** `STOPPED`, `DISCONNECTED` or `DEFINED_ON_CORE`. */
  readonly to: string;
}
