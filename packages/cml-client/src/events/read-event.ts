import type { DriftIn } from "../answers/drift.ts";
import { readerOf } from "../answers/kinds.ts";
import { simulationStats } from "../labs/simulation-stats.ts";
import { readSystemStats } from "../system/stats.ts";
import { parsed } from "../transport/json.ts";
import type { CmlToldEvent } from "./event.ts";

const readLabStats = readerOf(simulationStats);

/** Longest part of a message that is no JSON, in characters. */
const LONGEST_QUOTE = 500;

/** Reads one message of `/ws/ui`. Never throws: what cannot be read is `unknown`. */
export function readEvent(message: unknown, driftIn: DriftIn): CmlToldEvent {
  const value = typeof message === "string" ? parsed(message) : undefined;
  if (!isObject(value)) {
    const raw = value === undefined && typeof message === "string" ? message.slice(0, LONGEST_QUOTE) : value;
    return { type: "unknown", eventType: null, value: raw };
  }
  const eventType = word(value["event_type"]);
  return understood(eventType, value, driftIn) ?? { type: "unknown", eventType, value };
}

/** A message that cannot even be gone through, one nested ten thousand deep say, must not end the process. */
function understood(eventType: string | null, message: Message, driftIn: DriftIn): CmlToldEvent | undefined {
  try {
    return known(eventType, message, driftIn);
  } catch {
    return undefined;
  }
}

type Message = Readonly<Record<string, unknown>>;

/** `undefined` for what is unknown, and for what lacks the members without which it says nothing. */
function known(eventType: string | null, message: Message, driftIn: DriftIn): CmlToldEvent | undefined {
  const drift = () => driftIn(`/ws/ui ${eventType}`);
  switch (eventType) {
    case "system_stats": {
      const stats = isObject(message["data"]) ? readSystemStats(message["data"], drift()) : undefined;
      return stats && { type: "system_stats", stats };
    }
    case "lab_stats": {
      const labId = text(message["lab_id"]);
      const stats = isObject(message["data"]) ? readLabStats(message["data"], drift()) : undefined;
      return labId !== null && stats ? { type: "lab_stats", labId, stats } : undefined;
    }
    case "state_change":
      return stateChange(message);
    case "lab_event":
    case "lab_element_event":
      return change(eventType, message);
    default:
      return undefined;
  }
}

function stateChange(message: Message): CmlToldEvent | undefined {
  const elementId = text(message["element_id"]);
  const state = text(message["event"]);
  if (elementId === null || state === null) return undefined;
  return {
    type: "state_change",
    labId: text(message["lab_id"]),
    elementType: word(message["element_type"]),
    elementId,
    state: state.toUpperCase(),
  };
}

function change(type: "lab_event" | "lab_element_event", message: Message): CmlToldEvent | undefined {
  const event = word(message["event"]);
  const labId = text(message["lab_id"]);
  const data = isObject(message["data"]) ? message["data"] : null;
  if (event === null) return undefined;
  if (type === "lab_event") return labId === null ? undefined : { type, labId, event, data };
  const elementType = word(message["element_type"]);
  return { type, labId, event, elementType, elementId: text(message["element_id"]), data };
}

function isObject(value: unknown): value is Message {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** Releases differ in the case of these. */
function word(value: unknown): string | null {
  return text(value)?.toLowerCase() ?? null;
}
