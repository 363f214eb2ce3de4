// Installs what package-lock.json names when that has not happened yet (or the lock file has changed since), then hands
// over to the Node.js of devDependencies. `installed` notes that npm has just installed: npm calls it after each install.
import { fileURLToPath } from "node:url";
import { install, noteInstalled } from "./install.mjs";
import { nodeBinary } from "./node-binary.mjs";
import { run } from "./run-program.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const programs = {
  start: ["--conditions=@cml-fleet/source", "examples/server/src/main.ts"],
  test: ["node_modules/vitest/vitest.mjs", "run"],
  bench: ["--conditions=@cml-fleet/source", "--expose-gc", "bench/main.ts"],
};

const [name = "", ...rest] = process.argv.slice(2);
if (name === "installed") {
  noteInstalled(root);
} else if (Object.hasOwn(programs, name)) {
  install(root);
  // Only the service knows what to do when this process goes away without a word.
  run(nodeBinary(root), [...programs[name], ...rest], { cwd: root, channel: name === "start" });
} else {
  console.error(`Unknown program "${name}". Choose one of: ${Object.keys(programs).join(", ")}.`);
  process.exitCode = 2;
}
