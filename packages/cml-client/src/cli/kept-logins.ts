import { join } from "node:path";
import { type CmlToken, hasEnded } from "../auth/token.ts";
import { deleteToken, listTokens, tryTokens, writeToken } from "../auth/token-files.ts";
import type { Terminal } from "./terminal.ts";
import { UsageError } from "./usage-error.ts";

/** A login that was kept for later. */
export interface KeptLogin {
  readonly key: string;
  readonly username: string;
  readonly token: CmlToken;
}

/**
 * Where logins are kept: `CML_TOKEN_DIRECTORY`, or `cml/tokens` in the state directory of the XDG Base Directory
 * Specification. @throws UsageError when the environment names no home
 */
export function loginDirectory(terminal: Pick<Terminal, "environment">): string {
  const directory = directoryIn(terminal);
  if (directory) return directory;
  throw new UsageError("There is no place to keep the login: set CML_TOKEN_DIRECTORY.");
}

/** The logins that were kept for a controller, the latest first; only one user's, when a name is given. */
export async function keptLogins(
  terminal: Terminal,
  url: string,
  username: string | undefined,
): Promise<KeptLogin[]> {
  const directory = directoryIn(terminal);
  if (!directory) return [];
  const prefix = `${url}/api/v0 `;
  const logins = (await listTokens(directory))
    .filter(({ key }) => key.startsWith(prefix))
    .map(({ key, token }) => ({ key, username: key.slice(prefix.length), token }));
  return username === undefined ? logins : logins.filter((login) => login.username === username);
}

/** The latest login that is still good. */
export async function goodLogin(
  terminal: Terminal,
  url: string,
  username: string | undefined,
): Promise<KeptLogin | undefined> {
  return (await keptLogins(terminal, url, username)).find(({ token }) => !hasEnded(token, Date.now()));
}

/** Finds out whether logins can be kept. @throws UsageError when they cannot */
export async function checkKeepable(directory: string): Promise<void> {
  await tryTokens(directory).catch(unkeepable(directory));
}

/** Keeps a login, in a file that only its owner can read. @throws UsageError when it cannot be kept */
export async function keepLogin(directory: string, key: string, token: CmlToken): Promise<void> {
  await writeToken(directory, key, token).catch(unkeepable(directory));
}

function unkeepable(directory: string): (error: Error) => never {
  return ({ message }) => {
    throw new UsageError(`The login cannot be kept in ${directory} (${message}); set CML_TOKEN_DIRECTORY.`);
  };
}

export async function forgetLogin(terminal: Terminal, { key }: KeptLogin): Promise<void> {
  await deleteToken(loginDirectory(terminal), key);
}

function directoryIn({ environment }: Pick<Terminal, "environment">): string | undefined {
  const { CML_TOKEN_DIRECTORY, XDG_STATE_HOME, HOME } = environment;
  if (CML_TOKEN_DIRECTORY) return CML_TOKEN_DIRECTORY;
  const state = XDG_STATE_HOME || (HOME && join(HOME, ".local", "state"));
  return state ? join(state, "cml", "tokens") : undefined;
}
