import { seededUuid } from "../../random/seeded.ts";
import { SimulatorError } from "../../simulator-error.ts";
import { releaseOf } from "../releases/release.ts";
import { importLab } from "./import-lab.ts";
import type { Lab } from "./lab.ts";
import type { PlantLabOptions } from "./plant-lab.ts";
import type { SeedTopology } from "./seed-lab.ts";
import { readTopologyFile } from "./topology-file.ts";

/** Makes a lab of a file that a controller has from the beginning. @throws SimulatorError when it is no topology */
export function plantTopology(seedLab: SeedTopology, options: PlantLabOptions & { createdMs: number }): Lab {
  const { seed, index, name, version, createdMs } = options;
  let made = 0;
  try {
    const file = readTopologyFile(seedLab.yaml, releaseOf(version));
    return importLab(file, {
      ...options,
      id: seededUuid(seed, "lab", index),
      title: seedLab.title ?? file.lab.title ?? `Lab ${index + 1}`,
      nowMs: createdMs,
      newId: () => seededUuid(seed, "planted", index, made++),
    }).lab;
  } catch (cause) {
    const option = `${name}.yaml`;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new SimulatorError(`${option} is no topology that a controller would import: ${problem}`, {
      code: "invalid_option",
      option,
      cause,
    });
  }
}
