/** Something a controller takes note of, by its wire names. */
export interface TelemetryEvent {
  /** One of the document's words: `start_lab`, `boot_node`, `user_activity`, … */
  readonly category: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a controller took note of, oldest first. */
export interface Telemetry {
  note(category: string, atMs: number, data: TelemetryEvent["data"]): void;
  events(): readonly TelemetryEvent[];
}

/** Controllers keep everything; a simulated one that runs for weeks must not fill its host's memory. */
const mostEvents = 10_000;

export function telemetry(): Telemetry {
  const events: TelemetryEvent[] = [];
  return {
    note(category, atMs, data) {
      events.push({ category, timestamp: timestampOf(atMs), data });
      if (events.length > mostEvents) events.splice(0, mostEvents / 20);
    },
    events: () => events,
  };
}

/** Real timestamps come with and without a fraction, and with and without a zone. */
function timestampOf(atMs: number): string {
  const text = new Date(atMs).toISOString();
  return text.endsWith(".000Z") ? text.slice(0, 19) : text;
}
