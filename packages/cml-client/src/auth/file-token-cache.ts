import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import type { CmlToken } from "./token.ts";
import type { CmlTokenCache } from "./token-cache.ts";

// A token without a known end has null: JSON has no Infinity.
const tokensInFile = z.record(
  z.string(),
  z.object({ token: z.string(), expiresAtMs: z.number().nullable(), renewAtMs: z.number().nullable() }),
);
type TokensInFile = z.infer<typeof tokensInFile>;

/**
 * Keeps tokens in a file that only its owner can read (mode 0600), for several processes at once: a command that runs every
 * minute logs in once a day. Each change replaces the file as a whole, so nobody reads half of it; when two processes
 * write at the same moment one token may be lost, which costs a login. A file that cannot be read counts as empty.
 *
 * @param path Missing directories are made, for the owner only.
 * @example
 * ```ts
 * const tokenCache = fileTokenCache(join(homedir(), ".cache", "my-tool", "cml-tokens.json"));
 * ```
 */
export function fileTokenCache(path: string): CmlTokenCache {
  // Changes of this process come one after the other.
  let last: Promise<unknown> = Promise.resolve();
  const change = (by: (tokens: TokensInFile) => void): Promise<void> => {
    const changed = last.then(async () => {
      const tokens = await read(path);
      by(tokens);
      await write(path, tokens);
    });
    last = changed.catch(() => {
      // Whoever asked for the change hears of it.
    });
    return changed;
  };
  return {
    async get(key) {
      const kept = (await read(path))[key];
      return kept && fromFile(kept);
    },
    set: (key, token) =>
      change((tokens) => {
        tokens[key] = toFile(token);
      }),
    delete: (key) =>
      change((tokens) => {
        delete tokens[key];
      }),
  };
}

function fromFile({ token, expiresAtMs, renewAtMs }: TokensInFile[string]): CmlToken {
  const never = Number.POSITIVE_INFINITY;
  return { token, expiresAtMs: expiresAtMs ?? never, renewAtMs: renewAtMs ?? never };
}

function toFile({ token, expiresAtMs, renewAtMs }: CmlToken): TokensInFile[string] {
  const known = (timeMs: number) => (Number.isFinite(timeMs) ? timeMs : null);
  return { token, expiresAtMs: known(expiresAtMs), renewAtMs: known(renewAtMs) };
}

async function read(path: string): Promise<TokensInFile> {
  try {
    return tokensInFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return {};
  }
}

async function write(path: string, tokens: TokensInFile): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomUUID()}`;
  try {
    // A new file, so that the mode is ours whatever was there before.
    await writeFile(draft, `${JSON.stringify(tokens)}\n`, { mode: 0o600, flag: "wx" });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
