// Starts an npm script on any Node.js 18 or newer: installs what package-lock.json names when that has not
// happened yet (or the lock file has changed since), then hands over to the Node.js of devDependencies.
// `installed` notes that npm has just installed: npm calls it by itself after each install.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.installed-lock`;

const programs = {
  start: ["--conditions=@cml-fleet/source", "examples/server/src/main.ts"],
  test: ["node_modules/vitest/vitest.mjs", "run"],
  bench: ["--conditions=@cml-fleet/source", "--expose-gc", "bench/main.ts"],
};

const [name = "", ...rest] = process.argv.slice(2);
if (name === "installed") {
  writeFileSync(stamp, lockHash());
  process.exit(0);
}
const program = programs[name];
if (!program) {
  console.error(`Unknown program "${name}". Choose one of: ${Object.keys(programs).join(", ")}.`);
  process.exit(2);
}
install();
run([...program, ...rest]);

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .digest("hex");
}

function install() {
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash()) return;
  console.error("Installing dependencies (once; takes about half a minute) …");
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ["npm", []];
  const { status } = spawnSync(command, [...args, "ci", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
    shell: !npm && process.platform === "win32",
  });
  if (status !== 0) {
    console.error('Installing failed. Run "npm ci" to see why, then try again.');
    process.exit(1);
  }
  writeFileSync(stamp, lockHash());
}

function run(args) {
  const child = spawn(nodeBinary(), args, { cwd: root, stdio: "inherit" });
  // Ctrl-C reaches the child too (same terminal); this process only has to outlive it. A signal sent to this
  // process alone is passed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal ? 128 : (code ?? 1)));
}

function nodeBinary() {
  const installed = `${root}node_modules/node/bin/node`;
  return existsSync(installed) ? installed : process.execPath;
}
