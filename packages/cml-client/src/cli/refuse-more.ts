import { UsageError } from "./usage-error.ts";

/** What a command has no use for is a mistake: left out in silence, another controller or one lab of two would be meant. */
export function refuseMore([word]: readonly string[]): void {
  if (word === undefined) return;
  throw new UsageError(
    `${JSON.stringify(word)} is one word too many. The controller is named with --url; "cml help" and the command show the rest.`,
  );
}
