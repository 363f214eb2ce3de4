import { StartError } from "../start-error.ts";

/** The service cannot start with what it was told. The message names each variable, and never a secret. */
export class SettingsError extends StartError {
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`The settings cannot be used:\n${problems.map((problem) => `  ${problem}`).join("\n")}`, options);
  }
}
