import { spawnSync } from "node:child_process";

const LOOK_MS = 250;

/**
 * Calls back when the npm that runs this script is gone. npm passes SIGTERM to the shell between, which ends without a word
 * to this process, and killed it says nothing at all. Without npm nothing is watched: a shell that starts a program in the
 * background may well end before it.
 */
export function whenNpmEnds(callback) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return;
  const parent = process.ppid;
  const npm = npmBehind(parent);
  const timer = setInterval(() => {
    if (process.ppid === parent && (npm === undefined || lives(npm))) return;
    clearInterval(timer);
    callback();
  }, LOOK_MS);
  timer.unref();
}

/** npm, where `parent` is the shell that it started for this script; `undefined` where it is not, or cannot be asked. */
function npmBehind(parent) {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(parent)], { encoding: "utf8" });
  const [, grandparent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? "") ?? [];
  return command?.includes(" -c ") && command.includes("run.mjs") ? Number(grandparent) : undefined;
}

function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
