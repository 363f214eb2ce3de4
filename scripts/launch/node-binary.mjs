import { existsSync } from "node:fs";

/** What the programs need: TypeScript without compiling, and `node:sqlite`. */
const needed = 24;

/** The Node.js of devDependencies; the present one where that is missing and the present one will do. */
export function nodeBinary(root) {
  const installed = binaryIn(root);
  if (existsSync(installed)) return installed;
  if (Number(process.versions.node.split(".")[0]) >= needed) return process.execPath;
  console.error(
    `The Node.js that comes with the dependencies is missing, and this one (${process.versions.node}) is too old for the programs: ` +
      `let npm run install scripts and run "npm ci", or use Node.js ${needed} or newer.`,
  );
  process.exit(1);
}

/** Where the package `node` keeps its program. */
export function binaryIn(folder) {
  return `${folder}node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`;
}
