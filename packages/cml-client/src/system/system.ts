import type { Readable } from "node:stream";
import { theNumber } from "../answers/kinds.ts";
import { written } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import type { Transfer } from "../transfer/transfer.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { type CmlSystemAuth, createSystemAuth } from "./auth.ts";
import { type CmlComputeHosts, createComputeHosts } from "./compute-hosts.ts";
import { type CmlDiagnostics, diagnostics } from "./diagnostics.ts";
import { type CmlExternalConnectors, createExternalConnectors } from "./external-connectors.ts";
import { type CmlSystemHealth, systemHealth } from "./health.ts";
import { type CmlSystemInformation, systemInformation } from "./information.ts";
import {
  type CmlMaintenanceMode,
  type CmlMaintenanceSettings,
  maintenanceMode,
  maintenanceNames,
  setMaintenanceMode,
} from "./maintenance-mode.ts";
import { type CmlNotices, createNotices } from "./notices.ts";
import { type CmlSystemStats, systemStats } from "./stats.ts";

/** The controller itself. */
export interface CmlSystem {
  readonly computeHosts: CmlComputeHosts;
  readonly externalConnectors: CmlExternalConnectors;
  readonly notices: CmlNotices;
  readonly auth: CmlSystemAuth;
  /** Version and readiness. Needs no login. */
  information(options?: CmlCallOptions): Promise<CmlSystemInformation>;
  /** What the controller says of its own services and of its compute hosts. */
  health(options?: CmlCallOptions): Promise<CmlSystemHealth>;
  /** Load of the host and what the nodes were promised. */
  stats(options?: CmlCallOptions): Promise<CmlSystemStats>;
  /** Whether ordinary users are turned away. Needs no login. */
  maintenanceMode(options?: CmlCallOptions): Promise<CmlMaintenanceMode>;
  /** Turns ordinary users away, or lets them in again. For administrators. */
  setMaintenanceMode(settings: CmlMaintenanceSettings, options?: CmlCallOptions): Promise<CmlMaintenanceMode>;
  /** What the controller tells of itself for those who mend it. For administrators. */
  diagnostics<Category extends keyof CmlDiagnostics>(
    category: Category,
    options?: CmlCallOptions,
  ): Promise<CmlDiagnostics[Category]>;
  /** After how many seconds without a click the controller's own pages ask for a login again. */
  webSessionTimeout(options?: CmlCallOptions): Promise<number>;
  /** Sets it: 300 to 604,800 seconds. */
  setWebSessionTimeout(seconds: number, options?: CmlCallOptions): Promise<void>;
  /**
   * What the controller's support wants to see, packed: a stream as of {@link CmlPcap.download}.
   *
   * @deprecated by CML 2.9
   */
  archive(options?: CmlCallOptions): Promise<Readable>;
}

const webSessionTimeout = answering("GET /web_session_timeout", theNumber);
const setWebSessionTimeout = doing("PATCH /web_session_timeout/{timeout}");

/** The `system` group of a client. */
export function createSystem(call: Call, transfer: Pick<Transfer, "download">): CmlSystem {
  return {
    archive: (options) => transfer.download("GET /system_archive", options),
    information: (options) => call(systemInformation, options),
    health: (options) => call(systemHealth, options),
    stats: (options) => call(systemStats, options),
    maintenanceMode: (options) => call(maintenanceMode, options),
    computeHosts: createComputeHosts(call),
    externalConnectors: createExternalConnectors(call),
    notices: createNotices(call),
    auth: createSystemAuth(call),
    setMaintenanceMode: (settings, options) =>
      call(setMaintenanceMode, { ...options, body: written(maintenanceNames, settings) }),
    diagnostics: (category, options) => diagnostics(call, category, options),
    webSessionTimeout: (options) => call(webSessionTimeout, options),
    setWebSessionTimeout: (seconds, options) =>
      call(setWebSessionTimeout, { ...options, path: { timeout: seconds } }),
  };
}
