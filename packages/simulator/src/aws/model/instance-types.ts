import type { Hardware } from "../../cml/options.ts";
import { familyTable } from "./instance-type-families.ts";

/** What there is of an instance type. */
export interface TypeHardware extends Hardware {
  readonly threadsPerCore: number;
}

const gib = 2 ** 30;
const mib = 2 ** 20;

const types: ReadonlyMap<string, TypeHardware> = new Map(familyTable.trim().split("\n").flatMap(typesOf));

/** The types of one line of the table. */
function typesOf(line: string): readonly (readonly [string, TypeHardware])[] {
  const [names = "", gibPerCpu, threads, sizes = ""] = line.split(" | ");
  return names.split(" ").flatMap((family) =>
    sizes.split(" ").map((text) => {
      const [, size = "", ownCpus, ownGib] = /^([a-z0-9-]+)(?:=(\d+))?(?:\/([\d.]+))?$/.exec(text) ?? [];
      const cpus = Number(ownCpus ?? cpusOf(size));
      const memoryBytes = mib * Math.floor((Number(ownGib ?? cpus * Number(gibPerCpu)) * gib) / mib);
      const threadsPerCore = cpus > 1 ? Number(threads) : 1;
      return [`${family}.${size}`, { cpus, threadsPerCore, memoryBytes, diskBytes: 256 * gib }] as const;
    }),
  );
}

/** By AWS's naming rule: four CPUs in `xlarge`, twelve in `3xlarge`, two in everything smaller. */
function cpusOf(size: string): number {
  const multiple = /^(?:metal-)?(\d+)xl/.exec(size)?.[1];
  if (multiple !== undefined) return Number(multiple) * 4;
  return size === "xlarge" ? 4 : 2;
}

/** Whether there is an instance type of that name. */
export function isInstanceType(type: string): boolean {
  return types.has(type);
}

/** CPUs and memory of an instance type. @throws TypeError when there is none of that name. */
export function hardwareOf(type: string): TypeHardware {
  const hardware = types.get(type);
  if (hardware) return hardware;
  throw new TypeError(`There is no instance type ${type} here.`);
}

/** Whether an instance of that type is a whole machine. */
export function isMetal(type: string): boolean {
  return type.includes(".metal");
}

/** Whether virtual machines of that type can host others, as CML's nodes are. */
export function nestsVirtualization(type: string): boolean {
  return /^[cmr]8i(-flex)?\./.test(type) && !isMetal(type);
}
