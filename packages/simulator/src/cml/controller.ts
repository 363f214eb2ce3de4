import { readClock } from "../options/read-clock.ts";
import { seededUuid } from "../random/seeded.ts";
import { type Group, makeGroups } from "./accounts/group.ts";
import { createDefinitions, type Definitions } from "./definitions/definitions.ts";
import type { DroppedFile } from "./images/receive-file.ts";
import type { Lab } from "./labs/lab.ts";
import { tellLab } from "./labs/lab.ts";
import { plantLab } from "./labs/plant-lab.ts";
import { type SeedLab, sampleLabs } from "./labs/seed-lab.ts";
import type { NodeTimes } from "./labs/timeline.ts";
import { createLicence, type Licence } from "./licence.ts";
import { baseNodes } from "./licensing/features.ts";
import { createNews, type News } from "./news/news.ts";
import { createRecorder, type Recorder } from "./news/recorder.ts";
import { onwardClock } from "./onward-clock.ts";
import type { CmlSimulatorOptions, Hardware } from "./options.ts";
import { isBefore, releaseOf } from "./releases/release.ts";
import { isSteerable, steerableClock } from "./steerable-clock.ts";
import { regainHost } from "./system/host-admission.ts";
import { createSystemState, type SystemState, startSystem } from "./system/system-state.ts";
import { type TokenRegistry, tokenRegistry } from "./tokens.ts";
import { makeUsers, type User } from "./users.ts";

/** What a controller knows and has on its disk, apart from the network it is reached by. It survives a reboot. */
export interface Controller {
  readonly seed: number;
  readonly version: string;
  readonly hostname: string;
  /** May be another one after the machine was off. */
  hardware: Hardware;
  readonly loginDelayMs: number;
  /** Id of its only compute host: itself. */
  readonly computeId: string;
  readonly users: User[];
  readonly groups: Map<string, Group>;
  readonly admin: User;
  readonly tokens: TokenRegistry;
  readonly labs: Map<string, Lab>;
  /** Uploaded files, by name. */
  readonly droppedFiles: Map<string, DroppedFile>;
  /** What happens, for the live feed and for telemetry. */
  readonly news: News;
  readonly recorder: Recorder;
  readonly licence: Licence;
  readonly definitions: Definitions;
  /** What administrators set. */
  readonly system: SystemState;
  /** How fast the nodes of new labs are. */
  readonly pace: NodePace;
  /** An id for something new: another one on each call, the same ones for the same seed. */
  readonly newId: () => string;
  /** Makes a lab that looks as if it had been there for days; it is not among the others yet. */
  readonly plant: (lab: SeedLab, ownerId: string) => Lab;
  /** Since when its disk fills up. */
  readonly installedMs: number;
  readonly clock: () => number;
}

/** How fast nodes are. */
export interface NodePace {
  readonly nodeBootMs?: number;
  readonly nodeTimes?: Partial<NodeTimes>;
}

const defaultHardware: Hardware = { cpus: 16, memoryBytes: 64 * 2 ** 30, diskBytes: 256 * 2 ** 30 };

export function makeController(options: CmlSimulatorOptions = {}): Controller {
  const { seed = 1, version = "2.9.0+build.3", loginDelayMs = 0 } = options;
  const clock = clockOf(options);
  const {
    username = "admin",
    password = "admin",
    tokenLifetimeS = 86_400,
    labs: seedLabs = sampleLabs,
  } = options;
  const pace = paceIn(version, options);
  const nowMs = readClock(clock);
  const installedMs = nowMs - 30 * 86_400_000;
  const others = options.users ?? [];
  const owners = seedLabs.flatMap(({ owner }) => owner ?? []);
  const users = makeUsers({ seed, admin: { username, password }, others, owners, installedMs });
  const admin = users[0]!;
  const definitions = createDefinitions();
  let plantedLabs = 0;
  const plant = (lab: SeedLab, ownerId: string, name: string, atMs = clock()): Lab =>
    plantLab(lab, { name, seed, index: plantedLabs++, ownerId, version, nowMs: atMs, definitions, ...pace });
  const planted = seedLabs.map((lab, position) =>
    plant(lab, users.find((user) => user.username === lab.owner)?.id ?? admin.id, `labs[${position}]`, nowMs),
  );
  const labs = new Map(planted.map((lab) => [lab.id, lab]));
  const news = createNews({ labs, clock });
  let newIds = 0;
  return {
    seed,
    version,
    hostname: "cml-controller",
    hardware: options.hardware ?? defaultHardware,
    loginDelayMs,
    computeId: seededUuid(seed, "compute"),
    users,
    groups: makeGroups(seed, others, users, installedMs),
    admin,
    tokens: tokenRegistry({ lifetimeS: tokenLifetimeS, clock }),
    labs,
    droppedFiles: new Map(),
    news,
    recorder: createRecorder(news),
    licence: createLicence(
      { expansionNodes: nodesBeyondBase(planted), ...options.licence },
      installedMs,
      seed,
    ),
    definitions,
    system: createSystemState(seed),
    pace,
    plant: (lab, ownerId) => plant(lab, ownerId, "lab"),
    newId: () => seededUuid(seed, "new", newIds++),
    installedMs,
    clock,
  };
}

function clockOf({ clock = Date.now }: CmlSimulatorOptions): () => number {
  if (clock === "manual") return steerableClock();
  return isSteerable(clock) ? clock : onwardClock(clock);
}

/** Whoever begins with many nodes has a licence for them. */
function nodesBeyondBase(labs: readonly Lab[]): number {
  const machines = labs.flatMap(({ nodes }) => nodes).filter(({ kind }) => kind.ramMib > 0);
  return Math.max(0, machines.length - baseNodes);
}

function paceIn(version: string, { nodeBootMs, nodeTimes }: CmlSimulatorOptions): NodePace {
  const hasStarting = !isBefore(releaseOf(version), "2.10");
  return {
    ...(nodeBootMs !== undefined && { nodeBootMs }),
    nodeTimes: hasStarting ? { startingMs: 200, ...nodeTimes } : { ...nodeTimes, startingMs: 0 },
  };
}

/** What is left after the machine was switched off: nothing runs, nobody is logged in. */
export function powerOff(controller: Controller): void {
  controller.recorder.shutDown();
  controller.tokens.revokeAll();
  startSystem(controller.system);
  const { labs, clock, system } = controller;
  for (const lab of labs.values()) tellLab(lab, "stop", clock());
  if (system.compute !== "UNREGISTERED") regainHost(controller);
}
