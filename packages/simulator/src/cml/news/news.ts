import type { Lab } from "../labs/lab.ts";
import type { TelemetryEvent } from "./telemetry.ts";
import { telemetry } from "./telemetry.ts";
import { type KnownStates, type Transition, transitionsIn } from "./transitions.ts";
import { transitionEvent, type WireEvent } from "./wire-event.ts";

/** Something to take note of. */
export interface Note {
  readonly category: string;
  readonly atMs: number;
  readonly data: TelemetryEvent["data"];
}

/** What happens on a controller, for whoever listens now, and for its telemetry. */
export interface News {
  /** Tells what happened since the last time. States follow from the clock, so somebody has to look. */
  catchUp(): void;
  /** Tells those who listen. */
  tell(event: WireEvent): void;
  /** Takes note for the telemetry. */
  note(category: string, data: TelemetryEvent["data"]): void;
  /** At every look, what this says happened until then is taken note of as well; it says so once. */
  noteAlso(source: (untilMs: number) => readonly Note[]): void;
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

const kinds = { node: "Node", interface: "Interface", link: "Link", lab: "Lab" } as const;

function noteInLab({ lab, element, id, state, previous, atMs }: Transition): void {
  lab.history.note({
    event: "state",
    kind: kinds[element],
    id,
    data: { state },
    previous: { state: previous },
    atMs,
  });
}

export function createNews({ labs, clock }: NewsOptions): News {
  const notes = telemetry();
  const known = new WeakMap<Lab, KnownStates>();
  const listeners = new Set<(event: WireEvent) => void>();
  const sources: ((untilMs: number) => readonly Note[])[] = [];
  let lookedAtMs = 0;

  const statesOf = (lab: Lab): KnownStates => {
    const states: KnownStates = known.get(lab) ?? new Map();
    known.set(lab, states);
    return states;
  };
  const tell = (event: WireEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  return {
    catchUp() {
      const nowMs = clock();
      const happened = [...labs.values()].flatMap((lab) =>
        transitionsIn(lab, statesOf(lab), lookedAtMs, nowMs),
      );
      lookedAtMs = nowMs;
      happened.sort((one, other) => one.atMs - other.atMs);
      const due = [...happened.flatMap(notesOf), ...sources.flatMap((source) => source(nowMs))];
      due.sort((one, other) => one.atMs - other.atMs);
      for (const { category, atMs, data } of due) notes.note(category, atMs, data);
      for (const transition of happened) {
        noteInLab(transition);
        tell(transitionEvent(transition));
      }
    },
    tell,
    noteAlso: (source) => void sources.push(source),
    note: (category, data) => notes.note(category, clock(), data),
    noted: () => notes.events(),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function notesOf({ atMs, lab, element, id, state }: Transition): readonly Note[] {
  const category = categories[`${element} ${state}`];
  // Members other than ids are not recorded.
  const data = { lab_id: lab.id, ...(element === "node" && { node_id: id }) };
  return category === undefined ? [] : [{ category, atMs, data }];
}
