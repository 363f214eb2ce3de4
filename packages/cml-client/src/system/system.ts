import type { CmlCallOptions } from "../call-options.ts";
import type { Call } from "../transport/call.ts";
import { type CmlSystemHealth, systemHealth } from "./health.ts";
import { type CmlSystemInformation, systemInformation } from "./information.ts";
import { type CmlMaintenanceMode, maintenanceMode } from "./maintenance-mode.ts";
import { type CmlSystemStats, systemStats } from "./stats.ts";

/** The controller itself. */
export interface CmlSystem {
  /** Version and readiness. Needs no login. */
  information(options?: CmlCallOptions): Promise<CmlSystemInformation>;
  /** What the controller says of its own services and of its compute hosts. */
  health(options?: CmlCallOptions): Promise<CmlSystemHealth>;
  /** Load of the host and what the nodes were promised. */
  stats(options?: CmlCallOptions): Promise<CmlSystemStats>;
  /** Whether ordinary users are turned away. Needs no login. */
  maintenanceMode(options?: CmlCallOptions): Promise<CmlMaintenanceMode>;
}

/** The `system` group of a client. */
export function createSystem(call: Call): CmlSystem {
  return {
    information: (options) => call(systemInformation, options),
    health: (options) => call(systemHealth, options),
    stats: (options) => call(systemStats, options),
    maintenanceMode: (options) => call(maintenanceMode, options),
  };
}
