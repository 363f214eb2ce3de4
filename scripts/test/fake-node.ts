import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { MoreDependencies } from "./stub-project.ts";

/** A package `node` that needs no network: this Node.js, which notes what it was asked to run. */
export function fakeNode(): MoreDependencies & { ran(): string } {
  const folder = mkdtempSync(join(tmpdir(), "cml-fleet-node-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const log = join(folder, "ran.log");
  writeFileSync(log, "");
  const version = "24.0.0";
  const program = join(folder, "package/bin/node");
  mkdirSync(join(program, ".."), { recursive: true });
  writeFileSync(
    join(folder, "package/package.json"),
    JSON.stringify({ name: "node", version, bin: "bin/node" }),
  );
  writeFileSync(program, `#!/bin/sh\necho "$@" >> "${log}"\nexec "${process.execPath}" "$@"\n`);
  chmodSync(program, 0o755);
  const archive = join(folder, "node.tgz");
  spawnSync("tar", ["-czf", archive, "-C", folder, "package"]);
  return {
    dependencies: { node: version },
    packages: { "node_modules/node": { version, resolved: `file:${archive}`, bin: { node: "bin/node" } } },
    ran: () => readFileSync(log, "utf8"),
  };
}
