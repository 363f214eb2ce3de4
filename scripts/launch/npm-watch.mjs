import { lives, look } from "./processes.mjs";

/** npm and its like, as a command line: by the name they give themselves, or as the script that Node.js runs. */
const npmLike = /^(?:\S*node(?:\.exe)? )?(?:\S*\/)?(?:npm|pnpm|yarn|bun)\b/;
/** Processes that take in orphans, besides process 1. */
const takesInOrphans = /(?:^|\/)systemd(?: |$)/;

/**
 * Tells from now on whether the npm that runs this script is gone: npm passes SIGTERM to the shell between, which ends
 * without a word to this process, and killed it says nothing at all. Without npm nothing is watched: a shell that starts a
 * program in the background may well end before it.
 *
 * Whom to watch is looked up here, so that this comes before everything else. npm may be gone even then.
 */
export function watchNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === "win32") return () => false;
  const parent = process.ppid;
  const npm = npmBehind(parent);
  const late = adopted(npm ?? parent);
  return () => late || process.ppid !== parent || (npm !== undefined && !lives(npm));
}

/** npm, where `parent` is the shell that it started for this script; `undefined` where it is not. */
function npmBehind(parent) {
  const shell = look(parent);
  return shell?.command.includes(" -c ") && shell.command.includes("run.mjs") ? shell.parent : undefined;
}

/** Whether `parent` only took in what npm left behind. In a container npm itself may be process 1. */
function adopted(parent) {
  const command = look(parent)?.command ?? "";
  return (parent === 1 || takesInOrphans.test(command)) && !npmLike.test(command);
}
