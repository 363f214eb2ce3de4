import type { SystemAuthConfig } from "./directory.ts";
import { defaultConnectors, type ExternalConnector } from "./external-connectors.ts";
import type { LabRepo } from "./lab-repos.ts";
import type { Notice } from "./notices.ts";
import type { ResourcePool } from "./resource-pools.ts";

/** Where a compute host is on its way into the cluster. */
export type AdmissionState = "UNREGISTERED" | "REGISTERED" | "ONLINE" | "READY";

/** What administrators set of a controller. It survives a reboot. */
export interface SystemState {
  maintenance: { readonly on: boolean; readonly noticeId: string | null };
  readonly notices: Map<string, Notice>;
  readonly pools: Map<string, ResourcePool>;
  readonly connectors: Map<string, ExternalConnector>;
  readonly labRepos: Map<string, LabRepo>;
  /** Of the one compute host, the controller itself; `undefined` once it was removed. */
  compute: AdmissionState | undefined;
  /** Of compute hosts that come. */
  initialAdmission: "REGISTERED" | "READY";
  webSessionTimeoutS: number;
  telemetry: { readonly optIn: boolean | null; readonly showModal: boolean };
  authentication: SystemAuthConfig;
}

export function createSystemState(seed: number): SystemState {
  return {
    maintenance: { on: false, noticeId: null },
    notices: new Map(),
    pools: new Map(),
    connectors: defaultConnectors(seed),
    labRepos: new Map(),
    compute: "READY",
    initialAdmission: "READY",
    webSessionTimeoutS: 28_800,
    telemetry: { optIn: null, showModal: true },
    authentication: { method: "local" },
  };
}

/** Whether there is a compute host that takes nodes: without one, those that are started stay queued. */
export function hasHost({ compute }: Pick<SystemState, "compute">): boolean {
  return compute === "READY";
}

/** A removed compute host registers again when the machine starts. */
export function startSystem(system: SystemState): void {
  system.compute ??= system.initialAdmission;
}
