import { EventEmitter } from "eventemitter3";
import type { ChannelMessage, EventChannel } from "../ports/event-channel.ts";

/** An event channel for one process. */
export function inProcessChannel<Ephemeral>(): EventChannel<Ephemeral> {
  const emitter = new EventEmitter<{ message: [ChannelMessage<Ephemeral>] }>();

  return {
    async publish(message) {
      for (const listener of emitter.listeners("message")) {
        try {
          listener(message);
        } catch {
          // A listener's trouble is its own: the others, and the publisher, go on.
        }
      }
    },
    subscribe(listener) {
      // A wrapper of its own, so that the same function subscribed twice is two subscriptions.
      const own = (message: ChannelMessage<Ephemeral>) => listener(message);
      emitter.on("message", own);
      return () => emitter.off("message", own);
    },
  };
}
