import { type CmlClient, createCmlClient } from "../client.ts";
import type { CmlClientOptions } from "../options.ts";

/** One controller of a fleet, whose client is made when it is first needed. */
export interface FleetMember {
  /** @throws CmlError with code `invalid_request` when the options cannot be right: its own failure, not the fleet's. */
  client(): CmlClient;
  close(): Promise<void>;
}

export function createMember(options: CmlClientOptions): FleetMember {
  let opened: CmlClient | undefined;
  return {
    client() {
      opened ??= createCmlClient(options);
      return opened;
    },
    async close() {
      await opened?.close();
    },
  };
}
