import { EventEmitter } from "eventemitter3";
import type { ChannelMessage, EventChannel } from "../ports/event-channel.ts";

/** An event channel for one process. */
export function inProcessChannel<Ephemeral>(): EventChannel<Ephemeral> {
  type Message = ChannelMessage<Ephemeral>;
  const emitter = new EventEmitter<{ message: [Message] }>();
  const waiting: Message[] = [];
  let delivering = false;

  /** What a listener publishes waits for its turn, so that every listener gets all messages in the same order. */
  function deliver(): void {
    if (delivering) return;
    delivering = true;
    for (let message = waiting.shift(); message; message = waiting.shift()) emitter.emit("message", message);
    delivering = false;
  }

  return {
    async publish(message) {
      waiting.push(message);
      deliver();
    },
    subscribe(listener) {
      let ended = false;
      // A wrapper of its own, so that the same function subscribed twice is two subscriptions.
      const own = (message: Message) => {
        if (!ended) tell(listener, message);
      };
      emitter.on("message", own);
      return () => {
        ended = true;
        emitter.off("message", own);
      };
    },
  };
}

/** A listener's trouble is its own: the others, and the publisher, go on. */
function tell<Message>(listener: (message: Message) => unknown, message: Message): void {
  try {
    // An async function is a listener as well, to the compiler's eyes.
    Promise.resolve(listener(message)).catch(() => {});
  } catch {
    // The same, at once.
  }
}
