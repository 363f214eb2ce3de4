import type { Lab } from "../labs/lab.ts";
import type { TelemetryEvent } from "./telemetry.ts";
import { telemetry } from "./telemetry.ts";
import { type KnownStates, type Transition, transitionsIn } from "./transitions.ts";
import { transitionEvent, type WireEvent } from "./wire-event.ts";

/** What happens on a controller, for whoever listens now, and for its telemetry. */
export interface News {
  /** Tells what happened since the last time. States follow from the clock, so somebody has to look. */
  catchUp(): void;
  /** Tells those who listen. */
  tell(event: WireEvent): void;
  /** Takes note for the telemetry. */
  note(category: string, data: TelemetryEvent["data"]): void;
  /** Telemetry so far, oldest first. */
  noted(): readonly TelemetryEvent[];
  /** The answer ends it. */
  listen(listener: (event: WireEvent) => void): () => void;
}

export interface NewsOptions {
  readonly labs: ReadonlyMap<string, Lab>;
  readonly clock: () => number;
}

const categories: Readonly<Record<string, string>> = {
  "node QUEUED": "queue_node",
  "node STARTED": "start_node",
  "node BOOTED": "boot_node",
  "node STOPPED": "stop_node",
  "node DEFINED_ON_CORE": "wipe_node",
  // There is none for a wiped lab.
  "lab STARTED": "start_lab",
  "lab STOPPED": "stop_lab",
};

export function createNews({ labs, clock }: NewsOptions): News {
  const notes = telemetry();
  const known = new WeakMap<Lab, KnownStates>();
  const listeners = new Set<(event: WireEvent) => void>();
  let lookedAtMs = 0;

  const statesOf = (lab: Lab): KnownStates => {
    const states: KnownStates = known.get(lab) ?? new Map();
    known.set(lab, states);
    return states;
  };
  const tell = (event: WireEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  const noteTransition = ({ atMs, lab, element, id, state }: Transition): void => {
    const category = categories[`${element} ${state}`];
    // Members other than ids are not recorded.
    if (category) notes.note(category, atMs, { lab_id: lab.id, ...(element === "node" && { node_id: id }) });
  };
  return {
    catchUp() {
      const nowMs = clock();
      const happened = [...labs.values()].flatMap((lab) =>
        transitionsIn(lab, statesOf(lab), lookedAtMs, nowMs),
      );
      lookedAtMs = nowMs;
      for (const transition of happened.sort((one, other) => one.atMs - other.atMs)) {
        noteTransition(transition);
        tell(transitionEvent(transition));
      }
    },
    tell,
    note: (category, data) => notes.note(category, clock(), data),
    noted: () => notes.events(),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
