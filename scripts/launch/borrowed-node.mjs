import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { binaryIn } from "./node-binary.mjs";
import { runNpm } from "./run-npm.mjs";

/**
 * Gets the Node.js that the lock file names, and nothing else, into a folder beside `node_modules`, which an install
 * removes at first. npm checks it against the lock file.
 *
 * @returns Its program, its version, and what takes the folder away; it is gone when this process ends in any case.
 */
export async function borrowNode(root, { node, npmIsGone }) {
  // Its own: an earlier process that ends late must not take it away.
  const folder = `${root}.install-node-${process.pid}/`;
  const remove = () => {
    process.off("exit", remove);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  remove();
  process.once("exit", remove);
  mkdirSync(folder);
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));
  const { version } = packages["node_modules/node"];
  const manifest = { private: true, dependencies: { node: version }, allowScripts: { node: true } };
  const lock = { lockfileVersion: 3, requires: true, packages: { "": manifest, ...needs(packages, "node") } };
  writeFileSync(`${folder}package.json`, JSON.stringify(manifest));
  writeFileSync(`${folder}package-lock.json`, JSON.stringify(lock));
  await runNpm(["ci", "--include=dev", "--no-audit", "--no-fund"], { node, cwd: folder, npmIsGone });
  if (existsSync(binaryIn(folder))) return { binary: binaryIn(folder), version, remove };
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
