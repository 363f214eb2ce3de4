import type { Logger } from "@cml-fleet/core";
import { pino } from "pino";

/** Structured log lines on standard error: standard output is for what a person started the service to see. */
export function createLogger(level: string): Logger {
  const lines = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
  return {
    debug: (message, details) => lines.debug(details, message),
    info: (message, details) => lines.info(details, message),
    warn: (message, details) => lines.warn(details, message),
    error: (message, details) => lines.error(details, message),
  };
}
