import type { FleetEvent } from "./events/fleet-event.ts";
import { type RelayOptions, relay } from "./kernel/relay.ts";
import type { EventChannel } from "./ports/event-channel.ts";
import type { Ids } from "./ports/ids.ts";
import type { Logger } from "./ports/logger.ts";
import type { WorkerEvent } from "./worker/index.ts";

/** Keeps the outbox empty: right after a save when asked, and by itself for what a crash or another process left. */
export interface RelayLoop {
  /** Relays what is pending. Returns when everything saved before the call is in the log, or somebody else sees to it. */
  now(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

interface RelayLoopOptions extends Omit<RelayOptions<WorkerEvent>, "holder" | "onRelayed"> {
  readonly channel: EventChannel<FleetEvent>;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** How often to look for facts that nobody asked to relay, in milliseconds. */
const SWEEP_MS = 1_000;

export function relayLoop(options: RelayLoopOptions): RelayLoop {
  const { channel, ids, logger, ...stores } = options;
  const holder = ids.next();
  let running: Promise<void> = Promise.resolve();
  let queued: Promise<void> | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const once = async () => {
    try {
      await relay({
        ...stores,
        holder,
        onRelayed: async (events) => {
          const sequence = events.at(-1)?.sequence ?? (await stores.log.bounds()).last;
          await channel.publish({ kind: "logged", sequence });
        },
      });
    } catch (error) {
      // Nothing is lost: the facts stay in the outbox, and the next sweep tries again.
      logger.error("Facts could not be relayed to the event log.", { error: String(error) });
    }
  };

  function now(): Promise<void> {
    // Callers that come while a run is under way share the one after it, which sees what they saved.
    queued ??= running.then(() => {
      queued = undefined;
      running = once();
      return running;
    });
    return queued;
  }

  return {
    now,
    start() {
      timer ??= setInterval(() => void now(), SWEEP_MS);
    },
    async stop() {
      clearInterval(timer);
      timer = undefined;
      await now();
    },
  };
}
