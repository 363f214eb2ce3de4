import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { CmlChannelMessages, CmlChannelName } from "./channels.ts";

/**
 * Listens on a channel of this package, with the message typed. The answer stops.
 *
 * @example
 * ```ts
 * const stop = subscribeToCml("cml-fleet:cml-client:retry", ({ origin, operation, delayMs }) => { … });
 * ```
 */
export function subscribeToCml<Name extends CmlChannelName>(
  name: Name,
  listener: (message: CmlChannelMessages[Name]) => void,
): () => void {
  const heard = (message: unknown) => listener(message as CmlChannelMessages[Name]);
  subscribe(name, heard);
  return () => void unsubscribe(name, heard);
}
