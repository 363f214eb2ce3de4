import { availableParallelism } from "node:os";
import { measure, type Result } from "./harness/row.ts";
import { clientStats } from "./rows/client-stats.ts";
import { importClient } from "./rows/import-client.ts";
import { refreshFleet } from "./rows/refresh-fleet.ts";

const rows = [clientStats, importClient, refreshFleet];
const [wanted] = process.argv.slice(2);

const results: Result[] = [];
for (const row of rows) {
  if (wanted !== undefined && !row.name.includes(wanted)) continue;
  results.push(await measure(row));
}
console.log(
  `Node.js ${process.version}, ${availableParallelism()} cores. Ratios: ours / bare, lower is better.`,
);
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
