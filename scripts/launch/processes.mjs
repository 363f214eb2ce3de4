import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The parent of a process, and its command line; `undefined` where it is gone, or nobody here can tell. */
export function look(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold anything; the state follows it, then the parent.
    const [, , parent] = stat.slice(stat.lastIndexOf(")")).split(" ");
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return { parent: Number(parent), command };
  } catch {
    const { stdout } = spawnSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" });
    const [, parent, command] = /^\s*(\d+)\s+(.*)/.exec(stdout ?? "") ?? [];
    return command === undefined ? undefined : { parent: Number(parent), command };
  }
}

/** Whether there is such a process, whoever it belongs to. */
export function lives(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}
