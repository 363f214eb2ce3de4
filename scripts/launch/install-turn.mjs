import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { lives } from "./processes.mjs";

/** How often to look whether the install of another process has ended, in milliseconds. Nothing tells. */
const LOOK_MS = 200;
/** How often a process shows that it still installs, and after what time without that nobody waits for it. */
const SIGN_MS = 5_000;
const SILENCE_MS = 60_000;

/**
 * Waits until no other process installs here, then keeps others waiting until this one ends, or gives its turn away.
 * What a killed process left behind counts for nothing.
 *
 * @returns Gives the turn away.
 */
export async function takeTurn(root, npmIsGone) {
  const file = `${root}.install-lock`;
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === undefined) continue;
    if (!told) console.error(`Waiting for the install of another process (${holder}) …`);
    told = true;
    await pause(LOOK_MS);
    if (npmIsGone()) process.exit(1);
  }
  const sign = setInterval(() => utimesSync(file, new Date(), new Date()), SIGN_MS);
  sign.unref();
  const release = () => {
    clearInterval(sign);
    rmSync(file, { force: true });
  };
  process.once("exit", release);
  return () => {
    process.off("exit", release);
    release();
  };
}

/** Makes the file with this process's id in it, in one step, so that nobody ever finds it empty. */
function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own);
  }
}

/** The process that installs; `undefined` when there is none, and then its file is gone too. */
function holderOf(file) {
  try {
    const holder = Number(readFileSync(file, "utf8"));
    // The id of one that was killed may be another's by now.
    const silent = Date.now() - statSync(file).mtimeMs > SILENCE_MS;
    if (lives(holder) && !silent) return holder;
    takeAway(file, holder);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
  return undefined;
}

/** Looks once more at what it took away: others find out too that nobody waits, and one of them may have the turn by now. */
function takeAway(file, holder) {
  const aside = `${file}.${process.pid}`;
  renameSync(file, aside);
  if (Number(readFileSync(aside, "utf8")) !== holder) linkSync(aside, file);
  rmSync(aside);
}
