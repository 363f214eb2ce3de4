import { CmlError } from "../errors.ts";
import type { CmlTokenCache } from "./token-cache.ts";
import { deleteToken, readToken, writeToken } from "./token-files.ts";

/**
 * Keeps tokens in files that only their owner can read (mode 0600), for several processes at once: a command that runs every
 * minute logs in once a day. Each token has a file of its own, which is replaced as a whole: processes that write at the same
 * moment lose nothing, and a file that is damaged, or that somebody else can write, counts as missing and concerns no other.
 * Tokens that ended a day ago are taken away when another is kept.
 *
 * @param directory Made when it is missing, for the owner only.
 * @example
 * ```ts
 * const tokenCache = fileTokenCache(join(homedir(), ".cache", "my-tool", "cml-tokens"));
 * ```
 */
export function fileTokenCache(directory: string): CmlTokenCache {
  if (typeof directory !== "string" || directory === "") {
    // Ignored, as failures of a cache are, it would mean a login for each process.
    throw new CmlError("fileTokenCache takes the path of a directory.", { code: "invalid_request" });
  }
  return {
    get: async (key) => (await readToken(directory, key))?.token,
    set: (key, token) => writeToken(directory, key, token),
    delete: (key) => deleteToken(directory, key),
  };
}
