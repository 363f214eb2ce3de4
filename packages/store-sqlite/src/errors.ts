import { CoreError } from "@cml-fleet/core";

interface SqliteError extends Error {
  readonly errcode: number;
}

/** What an SQLite result code means to a caller, and the way out. See https://www.sqlite.org/rescode.html */
interface Meaning {
  readonly fact: string;
  readonly wayOut: string;
  readonly retryable: boolean;
}

const BUSY: Meaning = {
  fact: "is busy: another process is writing to it for longer than this one waits",
  wayOut: "Try again",
  retryable: true,
};

const NOT_WRITABLE: Meaning = {
  fact: "may not be written to",
  wayOut: "Give this user the right to write the file and its folder",
  retryable: false,
};

const DAMAGED: Meaning = {
  fact: "is damaged, or is no SQLite database at all",
  wayOut: "Restore it from a backup, or give another path",
  retryable: false,
};

const meanings: Readonly<Record<number, Meaning>> = {
  3: NOT_WRITABLE,
  5: BUSY,
  6: BUSY,
  8: NOT_WRITABLE,
  10: {
    fact: "could not be read or written: the disk failed",
    wayOut: "Check the disk and try again",
    retryable: true,
  },
  11: DAMAGED,
  13: { fact: "is full", wayOut: "Free some disk space and try again", retryable: true },
  14: {
    fact: "cannot be opened",
    wayOut: "Check that the path names a file, and that this user may read and write it",
    retryable: false,
  },
  26: DAMAGED,
};

/**
 * Says in the fleet's words what SQLite reported of the database `name`. What is not understood is given back as it is.
 * @returns the error to throw.
 */
export function translated(error: unknown, name: string): unknown {
  if (isClosed(error)) {
    return new CoreError(`${name} was closed and cannot be used any more.`, {
      code: "unavailable",
      cause: error,
    });
  }
  if (!isSqliteError(error)) return error;
  // The low byte is the primary code; the rest tells kinds of it apart.
  const meaning = meanings[error.errcode & 0xff];
  if (meaning === undefined) return error;
  const { fact, wayOut, retryable } = meaning;
  return new CoreError(`${name} ${fact}. ${wayOut}.`, { code: "unavailable", retryable, cause: error });
}

/** Whether another process has the file to itself at the moment. */
export function isBusy(error: unknown): boolean {
  return isSqliteError(error) && meanings[error.errcode & 0xff] === BUSY;
}

function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number";
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_INVALID_STATE";
}
