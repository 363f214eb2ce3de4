import { createHash, randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { CmlToken } from "./token.ts";

/** A token in a file of its own. */
export interface TokenFile {
  readonly key: string;
  readonly token: CmlToken;
  /** When it was written, in milliseconds since 1970. */
  readonly writtenAtMs: number;
}

/** Age from which on a draft was left by a process that died, in milliseconds. */
const ABANDONED_MS = 60_000;

/**
 * Age of its end from which on a token is taken away, in milliseconds: ninety days. It says until then that there was a login,
 * without which a check would pass for one that needs none.
 */
const FORGOTTEN_MS = 90 * 86_400_000;

/** More than any token needs, in bytes: what is larger is none. */
const LARGEST_FILE = 65_536;

const contentSchema = z.object({
  key: z.string(),
  token: z.string(),
  expiresAtMs: z.number().nullable(),
  renewAtMs: z.number().nullable(),
});

/** The file that has the token of a key. Keys contain what file names must not. */
const fileOf = (directory: string, key: string) =>
  join(directory, `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`);

/** Whether a file may have been written here. */
const isOfToken = (name: string) => /^[0-9a-f]{32}\.json$/.test(name);

/** The token of a key, if there is one that can be believed. */
export async function readToken(directory: string, key: string): Promise<TokenFile | undefined> {
  const found = await readFileOf(fileOf(directory, key));
  return found?.key === key ? found : undefined;
}

/** All tokens there are, the latest first. */
export async function listTokens(directory: string): Promise<TokenFile[]> {
  const names = await readdir(directory).catch(() => []);
  const files = names.filter((name) => name.endsWith(".json")).map((name) => join(directory, name));
  const found = await Promise.all(files.map(readFileOf));
  return found.filter((file) => file !== undefined).sort((a, b) => b.writtenAtMs - a.writtenAtMs);
}

/** Puts a token where only the owner can read it. Whoever reads meanwhile finds the old one or the new one. */
export async function writeToken(
  directory: string,
  key: string,
  { token, expiresAtMs, renewAtMs }: CmlToken,
): Promise<void> {
  await drafted(directory, `${JSON.stringify({ key, token, expiresAtMs, renewAtMs })}\n`, (draft) =>
    rename(draft, fileOf(directory, key)),
  );
}

/** Finds out whether tokens can be put there, and leaves none. @throws what the file system says when they cannot */
export async function tryTokens(directory: string): Promise<void> {
  await drafted(directory, "", (draft) => rm(draft));
}

async function drafted(
  directory: string,
  content: string,
  then: (draft: string) => Promise<void>,
): Promise<void> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await sweep(directory);
  const draft = join(directory, `${randomUUID()}.draft`);
  try {
    // A new file, so that the mode is ours whatever was there before.
    await writeFile(draft, content, { mode: 0o600, flag: "wx" });
    await then(draft);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

export async function deleteToken(directory: string, key: string): Promise<void> {
  await rm(fileOf(directory, key), { force: true });
}

async function readFileOf(path: string): Promise<TokenFile | undefined> {
  try {
    await using file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    const about = await file.stat();
    if (!about.isFile() || about.size > LARGEST_FILE || !isOurs(about)) return undefined;
    const { key, ...token } = contentSchema.parse(JSON.parse(await file.readFile("utf8")));
    return { key, token, writtenAtMs: about.mtimeMs };
  } catch {
    // None, or nothing that can be read: then one logs in again.
    return undefined;
  }
}

/** Whether nobody else can have written it: a token from a stranger would send our requests into the stranger's session. */
function isOurs({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean {
  // Windows has neither.
  if (process.getuid === undefined) return true;
  return uid === process.getuid() && (mode & 0o022) === 0;
}

/** Takes away what is in nobody's way but would stay: drafts of processes that died, with tokens in them, and tokens that ended. */
async function sweep(directory: string): Promise<void> {
  const names = await readdir(directory);
  for (const file of names.filter(isOfToken).map((name) => join(directory, name))) {
    const endedAtMs = (await readFileOf(file))?.token.expiresAtMs ?? Number.POSITIVE_INFINITY;
    if (endedAtMs < Date.now() - FORGOTTEN_MS) await rm(file, { force: true });
  }
  const drafts = names.filter((name) => name.endsWith(".draft"));
  for (const draft of drafts.map((name) => join(directory, name))) {
    const about = await stat(draft).catch(() => undefined);
    if (about && about.mtimeMs < Date.now() - ABANDONED_MS) await rm(draft, { force: true });
  }
}
