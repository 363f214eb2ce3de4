import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { installsEverything } from "./installer.mjs";

/** Whether everything that the lock file names is installed, for this kind of machine. */
export function isInstalled(root) {
  if (!existsSync(stampOf(root))) return false;
  const [version, ...made] = readFileSync(stampOf(root), "utf8").split(" ");
  return installsEverything(version) && made.join(" ") === expected(root);
}

/** Notes that what the lock file names is installed, by an npm on the Node.js of this version. */
export function noteInstalled(root, version) {
  writeFileSync(stampOf(root), `${version} ${expected(root)}`);
}

const stampOf = (root) => `${root}node_modules/.installed-lock`;

function expected(root) {
  const lock = createHash("sha256").update(readFileSync(`${root}package-lock.json`));
  return `${process.platform} ${process.arch} ${lock.digest("hex")}`;
}
