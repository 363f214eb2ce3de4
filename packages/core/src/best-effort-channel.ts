import type { EventChannel } from "./ports/event-channel.ts";
import type { Logger } from "./ports/logger.ts";

/** A channel whose trouble is logged and disturbs nobody: what must not be lost is in the event log. */
export function bestEffortChannel<Ephemeral>(
  channel: EventChannel<Ephemeral>,
  logger: Logger,
): EventChannel<Ephemeral> {
  return {
    async publish(message) {
      try {
        await channel.publish(message);
      } catch (error) {
        logger.warn("Other processes could not be told of an event.", {
          kind: message.kind,
          error: String(error),
        });
      }
    },
    subscribe: (listener) => channel.subscribe(listener),
  };
}
