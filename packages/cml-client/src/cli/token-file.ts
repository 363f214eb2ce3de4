import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** A login that was kept for later. */
export interface SavedLogin {
  readonly url: string;
  readonly username: string;
  readonly token: string;
  /** Milliseconds since 1970; `null` when unknown. */
  readonly expiresAtMs: number | null;
}

const savedLogins = z.array(
  z.object({
    url: z.string(),
    username: z.string(),
    token: z.string(),
    expiresAtMs: z.number().nullable(),
  }),
);

/**
 * Where logins are kept: `CML_TOKEN_FILE`, or `cml/tokens.json` in the state directory of the XDG Base Directory
 * Specification. `undefined` when the environment names no home.
 */
export function tokenFile({ environment }: Pick<Terminal, "environment">): string | undefined {
  const { CML_TOKEN_FILE, XDG_STATE_HOME, HOME } = environment;
  if (CML_TOKEN_FILE) return CML_TOKEN_FILE;
  const state = XDG_STATE_HOME || (HOME && join(HOME, ".local", "state"));
  return state ? join(state, "cml", "tokens.json") : undefined;
}

/** The login that was kept for a controller, if it is still good; whoever's, when no name is given. */
export async function savedLogin(
  terminal: Terminal,
  url: string,
  username?: string,
): Promise<SavedLogin | undefined> {
  const logins = await read(tokenFile(terminal));
  return logins.findLast(
    (login) =>
      login.url === url &&
      (username === undefined || login.username === username) &&
      (login.expiresAtMs ?? Number.POSITIVE_INFINITY) > Date.now(),
  );
}

/** Keeps a login, in a file that only its owner can read. */
export async function saveLogin(terminal: Terminal, login: SavedLogin): Promise<string> {
  const file = tokenFile(terminal);
  if (!file) throw new UsageError("There is no place to keep the login: set CML_TOKEN_FILE.");
  const others = (await read(file)).filter(
    ({ url, username }) => url !== login.url || username !== login.username,
  );
  await write(file, [...others, login]);
  return file;
}

/** Forgets the logins to a controller; only one user's, when a name is given. @returns What was forgotten. */
export async function forgetLogins(
  terminal: Terminal,
  url: string,
  username?: string,
): Promise<SavedLogin[]> {
  const file = tokenFile(terminal);
  const logins = await read(file);
  const gone = logins.filter(
    (login) => login.url === url && (username === undefined || login.username === username),
  );
  if (file && gone.length > 0) {
    await write(
      file,
      logins.filter((login) => !gone.includes(login)),
    );
  }
  return gone;
}

async function read(file: string | undefined): Promise<SavedLogin[]> {
  if (!file) return [];
  try {
    return savedLogins.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    // None yet, or nothing that can be read: then one logs in again.
    return [];
  }
}

async function write(file: string, logins: readonly SavedLogin[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  try {
    await writeFile(draft, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw new UsageError(`The login cannot be kept in ${file}: ${(error as Error).message}`);
  }
}
