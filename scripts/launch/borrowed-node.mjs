import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { binaryIn } from "./node-binary.mjs";
import { runNpm } from "./run-npm.mjs";

/**
 * Gets the Node.js that the lock file names, and nothing else, into a folder beside `node_modules`, which an install
 * removes at first. npm checks it against the lock file.
 *
 * @returns Its program, and its version. The folder is gone when this process ends.
 */
export async function borrowNode(root, { node, npmIsGone }) {
  const folder = `${root}.install-node/`;
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once("exit", remove);
  remove();
  mkdirSync(folder);
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));
  const { version } = packages["node_modules/node"];
  const manifest = { private: true, dependencies: { node: version }, allowScripts: { node: true } };
  const lock = { lockfileVersion: 3, requires: true, packages: { "": manifest, ...needs(packages, "node") } };
  writeFileSync(`${folder}package.json`, JSON.stringify(manifest));
  writeFileSync(`${folder}package-lock.json`, JSON.stringify(lock));
  await runNpm(["ci", "--include=dev", "--no-audit", "--no-fund"], { node, cwd: folder, npmIsGone });
  if (existsSync(binaryIn(folder))) return { binary: binaryIn(folder), version };
  console.error(
    `Installing takes a newer Node.js than ${process.versions.node}, and npm may not run the script that gets one: ` +
      "let npm run install scripts, or use Node.js 24 or newer.",
  );
  process.exit(1);
}

/** The lock file's entries for a package and for all it depends on. */
function needs(packages, name) {
  const path = `node_modules/${name}`;
  const below = Object.keys(packages[path].dependencies ?? {}).map((other) => needs(packages, other));
  return Object.assign({ [path]: packages[path] }, ...below);
}
