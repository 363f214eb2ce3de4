import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** Installs what the lock file names, unless it is installed. Ends the process when that fails. */
export function install(root) {
  if (existsSync(stampOf(root)) && readFileSync(stampOf(root), "utf8") === lockHash(root)) return;
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
  noteInstalled(root);
}

/** Notes that what the lock file names is installed. */
export function noteInstalled(root) {
  writeFileSync(stampOf(root), lockHash(root));
}

const stampOf = (root) => `${root}node_modules/.installed-lock`;

function lockHash(root) {
  return createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .digest("hex");
}
