import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { type GrowthResult, measureGrowth } from "./harness/growth.ts";
import { measure, type Result } from "./harness/row.ts";
import { callsMemory } from "./rows/calls-memory.ts";
import { clientStats } from "./rows/client-stats.ts";
import { describeInstances } from "./rows/describe-instances.ts";
import { importClient } from "./rows/import-client.ts";
import { refreshFleet } from "./rows/refresh-fleet.ts";
import { simulatorMemory } from "./rows/simulator-memory.ts";
import { simulatorRequests } from "./rows/simulator-requests.ts";
import { uploadMemory, uploadStreamMemory } from "./rows/upload-memory.ts";

const rows = [clientStats, importClient, refreshFleet, describeInstances, simulatorRequests];
const growthRows = [uploadMemory, ...uploadStreamMemory, callsMemory, simulatorMemory];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  // Not by default: a busy machine misses targets, and that should not fail a build that did not ask.
  options: { strict: { type: "boolean", default: false } },
});
const [wanted] = positionals;
const isWanted = ({ name }: { readonly name: string }) =>
  wanted === undefined || name.toLowerCase().includes(wanted.toLowerCase());
if (![...rows, ...growthRows].some(isWanted)) {
  const names = [...rows, ...growthRows].map(({ name }) => name);
  throw new Error(`There is no benchmark "${wanted}": ${names.join(", ")}.`);
}

const results: Result[] = [];
for (const row of rows.filter(isWanted)) results.push(await measure(row));
const growths: GrowthResult[] = growthRows.filter(isWanted).map(measureGrowth);

console.log(
  `Node.js ${process.version}, ${availableParallelism()} cores. Ratios: ours / bare, lower is better.`,
);
if (results.length > 0) {
  console.table(
    results.map(({ name, unit, oursMs, bareMs, ratio, target }) => ({
      name,
      work: unit,
      "ours (ms)": Math.round(oursMs * 10) / 10,
      "bare (ms)": Math.round(bareMs * 10) / 10,
      ratio: ratio.toFixed(2),
      target: `≤ ${target}`,
    })),
  );
}
if (growths.length > 0) {
  console.table(
    growths.map(({ name, unit, growthMb, targetMb, seconds }) => ({
      name,
      work: unit,
      "memory (MB)": growthMb.toFixed(2),
      target: targetMb === undefined ? "none" : `≤ ${targetMb}`,
      "took (s)": Math.round(seconds),
    })),
  );
}

const missed = [
  ...results.filter(({ ratio, target }) => ratio > target),
  ...growths.filter(({ growthMb, targetMb = Number.POSITIVE_INFINITY }) => growthMb > targetMb),
];
for (const { name } of missed) console.error(`Missed its target: ${name}.`);
if (values.strict && missed.length > 0) process.exitCode = 1;
