/** Something the controller took note of. `null` is unknown. */
export interface CmlTelemetryEvent {
  /** `start_lab`, `boot_node`, `user_activity`, …; other words pass. */
  readonly category: string | null;
  /** ISO 8601 in UTC. */
  readonly at: string | null;
  /** As it came, with the names of the API. */
  readonly data: Readonly<Record<string, unknown>> | null;
}
