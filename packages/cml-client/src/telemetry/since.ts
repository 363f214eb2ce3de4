import { createHash } from "node:crypto";
import { toTimestamp } from "../answers/fields.ts";
import { CmlError } from "../errors.ts";
import type { CmlTelemetryEvent } from "./event.ts";

/** Up to where telemetry is known. Plain JSON: keep it as it is. */
export interface CmlTelemetryWatermark {
  /** The second of the newest event that is not dated later than now by this machine's clock, ISO 8601 in UTC. */
  readonly at: string;
  /**
   * Fingerprints of the known events of that second and later, 25 bytes each: others may still come. At most 10,000 of them,
   * the newest: where more events have one second, or are dated later than now, the others are told again each time, until
   * newer ones are past. None is lost.
   */
  readonly seen: readonly string[];
}

/** What is new in the telemetry of a controller. */
export interface CmlTelemetryNews {
  /** Oldest first, each once. */
  readonly events: readonly (CmlTelemetryEvent & { readonly at: string })[];
  /** What to pass the next time; `null` while there is nothing. */
  readonly watermark: CmlTelemetryWatermark | null;
  /** How many events have a time that nobody can read: they are neither old nor new, and left out. */
  readonly undated: number;
}

type Dated = CmlTelemetryEvent & { readonly at: string };

/** So that a watermark stays below 256 KiB whatever clocks say. */
const MOST_SEEN = 10_000;

/** When nothing is dated yet. */
const BEGINNING = new Date(0).toISOString();

/** Picks what is new out of everything. @throws CmlError with code `invalid_request` when the watermark is none */
export function newsSince(
  watermark: CmlTelemetryWatermark | string | null,
  now: () => number = Date.now,
): (all: readonly CmlTelemetryEvent[]) => CmlTelemetryNews {
  const { at, seen } = readWatermark(watermark);
  return (all) => {
    const known = new Set(seen);
    const dated = all.filter((event): event is Dated => event.at !== null);
    const events: Dated[] = [];
    for (const event of dated) {
      if (event.at < at) continue;
      const print = fingerprint(event);
      if (known.has(print)) continue;
      known.add(print);
      events.push(event);
    }
    events.sort(byTime);
    return {
      events,
      watermark: events.length === 0 ? given(watermark) : watermarkAt(now(), dated, { at, seen }),
      undated: all.length - dated.length,
    };
  };
}

/**
 * Whole seconds, because some timestamps have no fraction: an event of 12:00:00.7 may be told as one of 12:00:00, after one
 * of 12:00:00.5 was seen. An event dated in the future does not move it: it would hide all until then.
 */
function watermarkAt(
  nowMs: number,
  all: readonly Dated[],
  before: CmlTelemetryWatermark,
): CmlTelemetryWatermark {
  const present = new Date(nowMs).toISOString();
  // Never before the time that was asked for.
  let at = before.at || BEGINNING;
  for (const event of all) {
    const second = secondOf(event.at);
    if (event.at <= present && second > at) at = second;
  }
  const prints = all
    .filter((event) => event.at >= at)
    .sort(byTime)
    .map(fingerprint);
  // Known ones that the controller does not tell any more may come back; they are the first to be forgotten.
  const seen = new Set(at === before.at ? before.seen : []);
  for (const print of prints) {
    seen.delete(print);
    seen.add(print);
  }
  return { at, seen: [...seen].slice(-MOST_SEEN) };
}

function byTime(one: Dated, other: Dated): number {
  return one.at < other.at ? -1 : one.at > other.at ? 1 : 0;
}

function secondOf(at: string): string {
  return `${at.slice(0, 19)}.000Z`;
}

/** The same for the same event, however its time is spelled, and in whichever order its members come. */
function fingerprint({ at, category, data }: Dated): string {
  return createHash("sha256")
    .update(JSON.stringify([at, category, printable(data)]))
    .digest("base64url")
    .slice(0, 22);
}

/** Data that is nested too deep to be gone through, which no controller tells, does not set events apart. */
function printable(data: unknown): unknown {
  try {
    const members = sorted(data);
    JSON.stringify(members);
    return members;
  } catch {
    return "nested too deep";
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return members.map(([name, member]) => [name, sorted(member)]);
}

function readWatermark(watermark: unknown): CmlTelemetryWatermark {
  if (watermark === null) return { at: "", seen: [] };
  const { at, seen } = (typeof watermark === "string" ? { at: watermark, seen: [] } : watermark) as Partial<
    Record<keyof CmlTelemetryWatermark, unknown>
  >;
  const time = typeof at === "string" ? toTimestamp(at) : null;
  if (time !== null && Array.isArray(seen)) return { at: time, seen };
  throw new CmlError("The watermark must be one that telemetry.since gave, a time in ISO 8601, or null.", {
    code: "invalid_request",
  });
}

function given(watermark: CmlTelemetryWatermark | string | null): CmlTelemetryWatermark | null {
  return watermark === null ? null : readWatermark(watermark);
}
