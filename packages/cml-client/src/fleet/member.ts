import { type CmlClient, createCmlClient } from "../client.ts";
import type { CmlClientOptions } from "../options.ts";

/** One controller of a fleet, whose client is made when it is first needed. */
export interface FleetMember {
  /** @throws CmlError with code `invalid_request` when the options cannot be right: its own failure, not the fleet's. */
  client(): CmlClient;
  close(): Promise<void>;
}

export function createMember(options: CmlClientOptions): FleetMember {
  // Let go of once the client is made: it forgets a password at its log-out, and nobody else is to remember it.
  let making: CmlClientOptions | undefined = options;
  let opened: CmlClient | undefined;
  return {
    client() {
      if (making) opened = createCmlClient(making);
      making = undefined;
      return opened as CmlClient;
    },
    async close() {
      await opened?.close();
    },
  };
}
