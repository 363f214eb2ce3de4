import type { Controller } from "../controller.ts";
import { loadAt } from "../load.ts";
import { systemStats } from "../system-stats.ts";
import type { News, Note } from "./news.ts";

/** Takes the notes that a controller takes by itself: what it runs on when it starts, and its load from time to time. */
export interface Recorder {
  /** The machine starts at this moment, which may be one to come. */
  boot(controller: Controller, atMs: number): void;
  shutDown(): void;
}

/** How often real ones do it is not recorded; a sample of 3,136 events has 207 of each. */
const periodMs = 3_600_000;
/** A clock that jumps by years must not fill the memory. */
const mostAtOnce = 200;

export function createRecorder(news: News): Recorder {
  let machine: { readonly controller: Controller; readonly bootedMs: number } | undefined;
  let nextMs = 0;
  let atBoot: readonly Note[] = [];

  news.noteAlso((untilMs) => {
    if (!machine || untilMs < machine.bootedMs) return [];
    const notes = [...atBoot];
    atBoot = [];
    const passed = Math.floor((untilMs - nextMs) / periodMs) + 1;
    if (passed > mostAtOnce) nextMs += (passed - mostAtOnce) * periodMs;
    // Counted, not compared: a clock may say what is too large for a period to make a difference.
    for (let left = Math.min(passed, mostAtOnce); left > 0; left -= 1, nextMs += periodMs)
      notes.push(...loadNotes(machine.controller, nextMs));
    return notes;
  });
  return {
    boot(controller, atMs) {
      machine = { controller, bootedMs: atMs };
      nextMs = atMs + periodMs;
      atBoot = bootNotes(controller, atMs);
    },
    shutDown() {
      if (machine) news.catchUp();
      machine = undefined;
    },
  };
}

function loadNotes(controller: Controller, atMs: number): readonly Note[] {
  const load = loadAt(controller, atMs);
  const { all } = systemStats(controller, load);
  return [
    { category: "system_stats", atMs, data: { ...all } },
    { category: "running_nodes", atMs, data: { ...runningByKind(controller, atMs) } },
  ];
}

function runningByKind({ labs }: Controller, atMs: number): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { definition, stateAt } of [...labs.values()].flatMap((lab) => lab.nodes)) {
    const state = stateAt(atMs);
    if (state === "STARTED" || state === "BOOTED") counts.set(definition, (counts.get(definition) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** That these come at every start, and what is in them, are assumptions: only their names are documented. */
function bootNotes(controller: Controller, atMs: number): readonly Note[] {
  const { hardware, licence, system } = controller;
  const notes: readonly (readonly [string, Note["data"]])[] = [
    ["cpuinfo", { count: hardware.cpus, model: "Intel(R) Xeon(R) Platinum 8259CL CPU @ 2.50GHz" }],
    ["meminfo", { total: hardware.memoryBytes }],
    ["blkinfo", { total: hardware.diskBytes }],
    ["dmiinfo", { system_manufacturer: "Amazon EC2" }],
    ["hypervisor", { hypervisor: "kvm" }],
    ["license_info", { ...licence.at(atMs) }],
    ["aaa_info", { method: system.authentication.method }],
  ];
  return notes.map(([category, data]) => ({ category, atMs, data }));
}
