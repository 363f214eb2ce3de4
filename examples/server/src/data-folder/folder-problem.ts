/** Why a folder cannot be used, and what to do about it. */
export function unusable(path: string, error: unknown): string {
  const code = codeOf(error);
  if (code === "EEXIST" || code === "ENOTDIR") {
    return `DATA_DIR: ${path} is a file, or lies behind one; set a folder.`;
  }
  // SQLite's own errors share one code, and say more in their message.
  const why = code.startsWith("ERR_") || !(error instanceof Error) ? String(error) : code || error.message;
  return `DATA_DIR: the folder ${path} cannot be made or written to (${why}); give this user the right to, or set another DATA_DIR.`;
}

/** The code of a system error; empty for any other. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
