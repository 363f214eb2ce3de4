#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { refusalOf } from "./node-version.ts";

// From the source and from the build the way up is the same.
const folder = new URL("../../", import.meta.url);
const { version, engines } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
const refusal = refusalOf(process.versions.node, engines.node);
if (refusal === undefined) {
  // Only now: what it needs may not be there in an older Node.js.
  const { runProgram } = await import("./program.ts");
  await runProgram({ folder, version });
} else {
  process.stderr.write(`cml-sim: ${refusal}\n`);
  process.exitCode = 1;
}
