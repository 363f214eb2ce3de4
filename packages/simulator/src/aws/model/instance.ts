import type { AgentDimensions } from "../options.ts";
import type { Slice } from "../wire/slices.ts";
import type { Host } from "./host.ts";
import type { InstanceState, Order } from "./instance-state.ts";
import type { SecurityGroup } from "./network.ts";
import type { Volume } from "./volume.ts";

export type { InstanceState };

/** A time during which an instance ran; `untilMs` is absent while it does. */
export interface Run {
  readonly fromMs: number;
  untilMs?: number;
}

/** A change of detailed monitoring, at the moment it was asked for. */
export interface MonitoringChange {
  readonly detailed: boolean;
  readonly atMs: number;
}

/** Results of the status checks that were set from outside; the others are what time brings. */
export interface SetChecks {
  readonly instance?: CheckStatus;
  readonly system?: CheckStatus;
  /** Of its volumes. */
  readonly attachedEbs?: CheckStatus;
  readonly sinceMs: number;
}

export type CheckStatus = "ok" | "impaired" | "initializing" | "insufficient-data" | "not-applicable";

/** How a launch asked for its CPUs; what it left out is as its type has it. */
export interface CpuOptions {
  readonly coreCount?: number;
  readonly threadsPerCore?: number;
  readonly nestedVirtualization?: "enabled" | "disabled";
}

/** How the metadata service on an instance answers. */
export interface MetadataOptions {
  readonly httpTokens: "optional" | "required";
  readonly hopLimit: number;
  readonly httpEndpoint: "enabled" | "disabled";
}

/** The description of an instance, in a reservation of its own. */
export interface Written extends Slice {
  /** Until then it is right. */
  readonly untilMs: number;
  /** Bytes before the instance itself, which name the reservation. */
  readonly headLength: number;
}

/** An instance with its state at the moment of asking. */
export interface Seen {
  readonly instance: Instance;
  readonly state: InstanceState;
  /** What it looked like at that revision of the instance, and until when time alone leaves it so. */
  readonly revision: number;
  readonly untilMs: number;
  /** Between two changes it is described to every reader in the same way. */
  written?: Written;
}

export type MonitoringState = "disabled" | "disabling" | "enabled" | "pending";

/** What EC2 knows about an instance. */
export interface Instance {
  readonly id: string;
  readonly region: string;
  /** Until then calls find no such instance. */
  readonly knownFromMs: number;
  /** Until then descriptions show none of its tags. */
  readonly tagsFromMs: number;
  /** Position in the order of creation, over all regions. */
  readonly ordinal: number;
  readonly reservationId: string;
  /** Position within its reservation. */
  readonly launchIndex: number;
  readonly imageId: string;
  /** Changes only while it is stopped. */
  type: string;
  readonly availabilityZone: string;
  readonly privateIp: string;
  readonly keyName?: string;
  /** Whether it gets a public address with each start. */
  readonly publicAddress: boolean;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groups: readonly SecurityGroup[];
  /** ARN of its instance profile. */
  readonly profile?: string;
  readonly spot: boolean;
  readonly ebsOptimized: boolean;
  readonly clientToken: string;
  terminationProtected: boolean;
  stopProtected: boolean;
  cpuOptions: CpuOptions;
  readonly metadataOptions: MetadataOptions;
  /** Whether a stop may hibernate it. */
  readonly hibernation: boolean;
  /** Its root first. */
  readonly volumes: readonly Volume[];
  /** How its CloudWatch agent reports memory; absent without one. */
  readonly agent?: AgentDimensions;
  readonly tags: Map<string, string>;
  /** The machine behind it and what runs there. */
  readonly host?: Host;
  /** Newest last; bounded. */
  readonly runs: Run[];
  order: Order;
  /** What its last order ended: EC2 keeps the reason of a stop. */
  transitionReason: string;
  /** When it was started last. */
  launchedMs: number;
  /** Changes with every start; empty without one. */
  publicIp: string;
  /** Newest last, never empty; bounded. */
  readonly monitoring: MonitoringChange[];
  checks: SetChecks;
  /** What they were set to before, newest last; bounded. */
  readonly pastChecks: SetChecks[];
  /** Grows with every change that descriptions show, apart from time passing. */
  revision: number;
  /** How it was seen last. */
  seen?: Seen;
}
