import type { Hardware } from "../../cml/options.ts";

const gib = 2 ** 30;

/** GiB of memory per virtual CPU, by the family's letter. */
const memoryPerCpu: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8, t: 4, x: 16, z: 8 };

/** Sizes below `xlarge`; `2xlarge` and beyond are that many times four. */
const smallSizes: Readonly<Record<string, number>> = {
  nano: 2,
  micro: 2,
  small: 2,
  medium: 2,
  large: 2,
  xlarge: 4,
  metal: 96,
};

/** Types that do not follow the rule. */
const exceptions: Readonly<Record<string, readonly [cpus: number, memoryGib: number]>> = {
  "m5zn.metal": [48, 192],
  "t3.micro": [2, 1],
  "t3.small": [2, 2],
  "t3.medium": [2, 4],
};

/** Whether this looks like the name of an instance type. */
export function isInstanceType(type: string): boolean {
  return /^[a-z][a-z0-9-]*\.(\d+xlarge|nano|micro|small|medium|large|xlarge|metal|metal-\d+xl)$/.test(type);
}

/** CPUs and memory of an instance type, by AWS's naming rule. */
export function hardwareOf(type: string): Hardware {
  const [family = "", size = ""] = type.split(".");
  const multiple = /^(?:metal-)?(\d+)xl/.exec(size)?.[1];
  const byRule = multiple === undefined ? (smallSizes[size] ?? 4) : Number(multiple) * 4;
  const [cpus, memoryGib] = exceptions[type] ?? [byRule, byRule * (memoryPerCpu[family.charAt(0)] ?? 4)];
  return { cpus, memoryBytes: memoryGib * gib, diskBytes: 256 * gib };
}
