type Log = (message: string, details?: Readonly<Record<string, unknown>>) => void;

/** Fits console, and pino or winston with a line of glue. Details never hold secrets. */
export interface Logger {
  readonly debug: Log;
  readonly info: Log;
  readonly warn: Log;
  readonly error: Log;
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
