import { chmodSync, closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SettingsError } from "../settings/settings-error.ts";
import { codeOf, unusable } from "./folder-problem.ts";
import { makeFolder } from "./make-folder.ts";

/** Time for a service that is just ending to let go, in milliseconds. */
const HANDOVER_MS = 500;

const SQLITE_BUSY = 5;

/**
 * Keeps other services out of the folder, making it where it is missing: two of them would each relay, refresh and keep
 * time as if they were alone.
 *
 * The lock is an open transaction on an empty SQLite file. The operating system ends it with the process, however that
 * ends, so nothing is left to clean up after a crash. It holds on one machine; a network file system may not honour it.
 *
 * @throws SettingsError when another service has the folder, or it cannot be used.
 */
export function lockFolder(folder: string): Disposable {
  const path = resolve(folder);
  // Only for people to read: the lock is what counts, and a pid left by a crash may be anybody's.
  const holderFile = join(path, "service.pid");
  let connection: DatabaseSync | undefined;
  try {
    makeFolder(path);
    connection = openLock(join(path, "service.lock"));
    writeFileSync(holderFile, `${process.pid}\n`, { mode: 0o600 });
  } catch (error) {
    connection?.close();
    throw new SettingsError([isBusy(error) ? inUse(path, holderFile) : unusable(path, error)], {
      cause: error,
    });
  }
  const held = connection;
  return {
    [Symbol.dispose]() {
      rmSync(holderFile, { force: true });
      held.close();
    },
  };
}

function openLock(file: string): DatabaseSync {
  // SQLite gives its journal the mode of the file, so that this must come first.
  closeSync(openSync(file, "a", 0o600));
  chmodSync(file, 0o600);
  const connection = new DatabaseSync(file, { timeout: HANDOVER_MS });
  try {
    connection.exec("BEGIN EXCLUSIVE");
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function isBusy(error: unknown): boolean {
  return (
    error instanceof Error &&
    "errcode" in error &&
    typeof error.errcode === "number" &&
    (error.errcode & 0xff) === SQLITE_BUSY
  );
}

function inUse(path: string, holderFile: string): string {
  const holder = holderIn(holderFile);
  return (
    `DATA_DIR: another service${holder === undefined ? "" : ` (process ${holder})`} uses the folder ${path}; ` +
    "stop that one, or set another DATA_DIR."
  );
}

/** `undefined` for a pid that cannot be the holder's: it has not written its own yet, or lives in another container. */
function holderIn(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, "utf8"));
    return Number.isInteger(pid) && pid > 0 && lives(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It lives, and belongs to another user.
    return codeOf(error) === "EPERM";
  }
}
