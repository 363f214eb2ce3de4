import { type CmlFault, type CmlIncident, isIncident } from "./cml-faults.ts";

/** How each incident is brought about. */
export type Incidents = Readonly<Record<CmlIncident["kind"], () => void | Promise<void>>>;

/** What of a controller incidents need. */
export interface Disturbed {
  renewCertificate(): Promise<void>;
  readonly live: { drop(): void; stall(): void };
}

/** Brings about those of the faults that happen around a call, in their order. */
export async function happen(faults: readonly CmlFault[], incidents: Incidents): Promise<void> {
  for (const fault of faults) if (isIncident(fault)) await incidents[fault.kind]();
}
