/** A wake-up, or an event too fleeting to be kept. */
export type ChannelMessage<Ephemeral> =
  | {
      readonly kind: "logged";
      /** The event log reaches at least this sequence now. */
      readonly sequence: number;
    }
  | { readonly kind: "ephemeral"; readonly event: Ephemeral };

/** Carries wake-ups and ephemeral events to every process. Best effort: what must not be lost is in the event log. */
export interface EventChannel<Ephemeral> {
  publish(message: ChannelMessage<Ephemeral>): Promise<void>;

  /** Messages of one publisher arrive in order. A listener that throws disturbs nobody. @returns Ends it. */
  subscribe(listener: (message: ChannelMessage<Ephemeral>) => void): () => void;
}
