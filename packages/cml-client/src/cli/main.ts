#!/usr/bin/env node
import { problemWithNode } from "./node-version.ts";

const problem = problemWithNode(process.versions.node);
if (problem === undefined) {
  // Not before: an older Node would fail at what it imports, in words that help nobody.
  await import("./start.ts");
} else {
  process.stderr.write(`${problem}\n`);
  process.exitCode = 1;
}
