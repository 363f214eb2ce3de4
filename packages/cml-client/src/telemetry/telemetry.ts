import { aFlag, anything, aText, aTime, wholeList } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import type { CmlTelemetryEvent } from "./event.ts";
import { anOptIn, type CmlOptIn, type CmlOptInChoice, optInOnWire } from "./opt-in.ts";
import { type CmlTelemetryNews, type CmlTelemetryWatermark, newsSince } from "./since.ts";

/** Whether data may be sent to Cisco. `null` is unknown. */
export interface CmlTelemetrySettings {
  readonly optIn: CmlOptIn | null;
  /** Whether the pages of the controller still ask. */
  readonly showModal: boolean | null;
}

/** What the controller takes note of. */
export interface CmlTelemetry {
  /** Everything it ever took note of: thousands of events, with no way to ask for less. */
  events(options?: CmlCallOptions): Promise<CmlTelemetryEvent[]>;
  /**
   * What is new since the last time: keep the watermark that comes with it, and pass it the next time. `null`, or nothing,
   * gives all of it; a time (ISO 8601) what was noted then or later. Still reads everything, because there is no way to ask
   * for less.
   *
   * @throws CmlError with code `invalid_request` when the watermark is none
   */
  since(
    watermark?: CmlTelemetryWatermark | string | null,
    options?: CmlCallOptions,
  ): Promise<CmlTelemetryNews>;
  settings(options?: CmlCallOptions): Promise<CmlTelemetrySettings>;
  /** Decides whether data may be sent to Cisco. */
  setOptIn(choice: CmlOptInChoice, options?: CmlCallOptions): Promise<CmlTelemetrySettings>;
}

const events = answering(
  "GET /telemetry/events",
  wholeList(
    aRecord<CmlTelemetryEvent>({
      category: ["category", aText],
      at: ["timestamp", aTime],
      data: ["data", anything],
    }),
  ),
);
const aSetting = aRecord<CmlTelemetrySettings>({
  optIn: ["opt_in", anOptIn],
  showModal: ["show_modal", aFlag],
});
const settings = answering("GET /telemetry", aSetting);
const setOptIn = answering("PUT /telemetry", aSetting);

/** The `telemetry` group of a client. */
export function createTelemetry(call: Call): CmlTelemetry {
  return {
    events: (options) => call(events, options),
    async since(watermark = null, options = {}) {
      const pick = newsSince(watermark);
      return pick(await call(events, options));
    },
    settings: (options) => call(settings, options),
    setOptIn: (choice, options) => call(setOptIn, { ...options, body: { opt_in: optInOnWire(choice) } }),
  };
}
