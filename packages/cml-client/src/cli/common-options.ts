import type { ParseArgsOptionsConfig } from "node:util";

/** Flags that have nothing to do with a controller. */
export const common: ParseArgsOptionsConfig = {
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
};
