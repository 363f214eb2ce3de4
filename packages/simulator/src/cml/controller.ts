import { seededUuid } from "../random/seeded.ts";
import type { DroppedFile } from "./images/receive-file.ts";
import type { Lab } from "./labs/lab.ts";
import { tellLab } from "./labs/lab.ts";
import { plantLab } from "./labs/plant-lab.ts";
import { sampleLabs } from "./labs/seed-lab.ts";
import type { CmlSimulatorOptions, Hardware } from "./options.ts";
import { type TokenRegistry, tokenRegistry } from "./tokens.ts";
import { makeUsers, type User } from "./users.ts";

/** What a controller knows and has on its disk, apart from the network it is reached by. It survives a reboot. */
export interface Controller {
  readonly seed: number;
  readonly version: string;
  readonly hostname: string;
  readonly hardware: Hardware;
  readonly loginDelayMs: number;
  /** Id of its only compute host: itself. */
  readonly computeId: string;
  readonly users: readonly User[];
  readonly admin: User;
  readonly tokens: TokenRegistry;
  readonly labs: Map<string, Lab>;
  /** Uploaded files, by name. */
  readonly droppedFiles: Map<string, DroppedFile>;
  /** Since when its disk fills up. */
  readonly installedMs: number;
  readonly clock: () => number;
}

const defaultHardware: Hardware = { cpus: 16, memoryBytes: 64 * 2 ** 30, diskBytes: 256 * 2 ** 30 };

export function makeController(options: CmlSimulatorOptions = {}): Controller {
  const { seed = 1, clock = Date.now, version = "2.9.0+build.3", loginDelayMs = 0, nodeBootMs } = options;
  const { username = "admin", password = "admin", tokenLifetimeS = 86_400, labs = sampleLabs } = options;
  const users = makeUsers(
    seed,
    username,
    password,
    labs.flatMap(({ owner }) => owner ?? []),
  );
  const admin = users[0]!;
  const nowMs = clock();
  const planted = labs.map((lab, index) => {
    const ownerId = users.find((user) => user.username === lab.owner)?.id ?? admin.id;
    return plantLab(lab, { seed, index, ownerId, nowMs, ...(nodeBootMs !== undefined && { nodeBootMs }) });
  });
  return {
    seed,
    version,
    hostname: "cml-controller",
    hardware: options.hardware ?? defaultHardware,
    loginDelayMs,
    computeId: seededUuid(seed, "compute"),
    users,
    admin,
    tokens: tokenRegistry({ lifetimeS: tokenLifetimeS, clock }),
    labs: new Map(planted.map((lab) => [lab.id, lab])),
    droppedFiles: new Map(),
    installedMs: nowMs - 30 * 86_400_000,
    clock,
  };
}

/** What is left after the machine was switched off: nothing runs, nobody is logged in. */
export function powerOff(controller: Controller): void {
  controller.tokens.revokeAll();
  for (const lab of controller.labs.values()) tellLab(lab, "stop", controller.clock());
}
