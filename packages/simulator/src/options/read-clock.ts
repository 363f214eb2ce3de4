import { SimulatorError } from "../simulator-error.ts";

/** Times after it are no longer written as clients read them. */
export const lastMs = Date.UTC(9999, 11, 31);

/** What a clock says first. @throws SimulatorError `invalid_option` when that is no time */
export function readClock(clock: () => number): number {
  const nowMs: unknown = clock();
  if (typeof nowMs === "number" && nowMs >= 0 && nowMs <= lastMs) return nowMs;
  throw new SimulatorError(
    `The option clock tells ${String(nowMs)}: it has to tell the milliseconds since 1970, until the year 9999.`,
    { code: "invalid_option", option: "clock" },
  );
}
