// Installs what package-lock.json names when that has not happened yet (or the lock file has changed since), then hands
// over to the Node.js of devDependencies. `installed` notes that npm has just installed: npm calls it after each install.
import { fileURLToPath } from "node:url";
import { install } from "./install.mjs";
import { nodeOfNpm } from "./installer.mjs";
import { nodeBinary } from "./node-binary.mjs";
import { watchNpm } from "./npm-watch.mjs";
import { noteInstalled } from "./stamp.mjs";
import { supervise } from "./supervise.mjs";

const npmIsGone = watchNpm();
const root = fileURLToPath(new URL("../..", import.meta.url));

const programs = {
  start: ["--conditions=@cml-fleet/source", "examples/server/src/main.ts"],
  test: ["node_modules/vitest/vitest.mjs", "run"],
  bench: ["--conditions=@cml-fleet/source", "--expose-gc", "bench/main.ts"],
};

const [name = "", ...rest] = process.argv.slice(2);
if (name === "installed") {
  noteInstalled(root, nodeOfNpm().version);
} else if (Object.hasOwn(programs, name)) {
  await install(root, npmIsGone);
  await run(nodeBinary(root), [...programs[name], ...rest]);
} else {
  console.error(`Unknown program "${name}". Choose one of: ${Object.keys(programs).join(", ")}.`);
  process.exitCode = 2;
}

/** Runs the program, and ends as it ends. */
async function run(command, args) {
  if (npmIsGone()) process.exit(1);
  // Only the service knows what to do when this process goes away without a word: the channel to it closes.
  const stdio = ["inherit", "inherit", "inherit", ...(name === "start" ? ["ipc"] : [])];
  try {
    const { code } = await supervise(command, args, { npmIsGone, cwd: root, stdio });
    process.exit(code);
  } catch ({ message }) {
    console.error(`${command} cannot be run: ${message}. Run "npm ci", then try again.`);
    process.exit(1);
  }
}
