import { type buildConnector, Client, type Dispatcher } from "undici";

/** Opens what carries one connection; `close` ends it, unless the caller brought it. */
export type Carrier = () => { readonly dispatcher: Dispatcher; close(): void };

/** What a {@link Carrier} is made of. */
export interface CarrierOptions {
  /** The caller's own, if any. */
  readonly given: Dispatcher | undefined;
  readonly origin: string;
  /** How the client opens sockets: whom it trusts. */
  readonly connect: buildConnector.connector;
  /** Largest message that is read, in bytes, unpacked. */
  readonly maxMessageBytes: number;
}

/** Not the pool of the client: in its queue, the connection would wait for uploads to end. */
export function createCarrier({ given, origin, connect, maxMessageBytes }: CarrierOptions): Carrier {
  return () => {
    if (given) return { dispatcher: given, close: () => {} };
    const client = new Client(origin, { connect, webSocket: { maxPayloadSize: maxMessageBytes } });
    // Its own failure to go is nobody's: the socket is destroyed by whoever used it.
    return { dispatcher: client, close: () => void client.destroy().catch(() => {}) };
  };
}
