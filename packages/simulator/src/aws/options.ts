import type { ControllerIdentity } from "../cml/identity.ts";
import type { CmlSimulatorOptions } from "../cml/options.ts";
import type { ActionLimits, CapacityLimit } from "./limit-options.ts";
import type { InstanceState } from "./model/instance-state.ts";

/** An AMI that exists from the beginning. */
export interface SeedImage {
  readonly region: string;
  /** @defaultValue `ami-` and 17 hexadecimal digits that follow from the seed and the position */
  readonly id?: string;
  readonly name: string;
  /** @defaultValue "" */
  readonly description?: string;
  /**
   * Account it belongs to. One that is not simulated shows it to everybody, a simulated one to nobody else.
   *
   * @defaultValue the first account
   */
  readonly ownerId?: string;
  /** ISO 8601. @defaultValue 2025-01-01 */
  readonly creationDate?: string;
}

/**
 * The dimensions a CloudWatch agent reports under: the instance id alone, or instance, image and type, as its wizard
 * configures it.
 */
export type AgentDimensions = "instanceId" | "wizard";

/** An instance that exists from the beginning. */
export interface SeedInstance {
  readonly region: string;
  /** @defaultValue the first account */
  readonly account?: string;
  /** @defaultValue `i-` and 17 hexadecimal digits that follow from the seed and the position */
  readonly id?: string;
  /** Id or name of a seeded image. @defaultValue the region's first */
  readonly image?: string;
  /** @defaultValue "c5.4xlarge" */
  readonly type?: string;
  /** Value of the `Name` tag; without one there is no such tag. */
  readonly name?: string;
  /** States other than `pending` were reached hours ago. @defaultValue "running" */
  readonly state?: Exclude<InstanceState, "shutting-down">;
  readonly tags?: Readonly<Record<string, string>>;
  /** @defaultValue false */
  readonly detailedMonitoring?: boolean;
  /** How the CloudWatch agent on it reports its memory; `false` without one. @defaultValue "instanceId" */
  readonly agent?: AgentDimensions | false;
  /** The controller on it; `false` for an instance that runs something else. @defaultValue one with default options */
  readonly controller?: CmlSimulatorOptions | false;
}

/** How long things take, in milliseconds. */
export interface Delays {
  /** From `pending` to `running`. @defaultValue 20_000 */
  readonly startMs: number;
  /** From `stopping` to `stopped`. @defaultValue 40_000 */
  readonly stopMs: number;
  /** From `shutting-down` to `terminated`. @defaultValue 30_000 */
  readonly terminateMs: number;
  /** From `running` until the status checks have passed. @defaultValue 120_000 */
  readonly statusChecksMs: number;
  /** How long a terminated instance stays visible. @defaultValue 3_600_000 */
  readonly vanishMs: number;
  /** Until a change of detailed monitoring is through. @defaultValue 5_000 */
  readonly monitoringMs: number;
  /**
   * How long other calls do not know an instance yet after its launch: EC2 is consistent in the end only. @defaultValue 0
   */
  readonly consistencyMs: number;
  /**
   * How long descriptions of a launched instance leave out its tags, and filters by tag do not find it; DescribeTags knows
   * them at once. @defaultValue 0
   */
  readonly tagsMs: number;
  /**
   * How long descriptions and status checks show an instance as it was before a start, a stop or a termination, whose own
   * answer and whose effect on other orders are there at once. @defaultValue 0
   */
  readonly readLagMs: number;
  /**
   * How long the client token of a launch is valid after the last of its instances was terminated; EC2 promises a day at
   * least. After that it launches anew. @defaultValue 86_400_000
   */
  readonly clientTokenMs: number;
}

/** A role that can be assumed. */
export interface SeedRole {
  /** As in `arn:aws:iam::210987654321:role/fleet`. */
  readonly arn: string;
  /** What whoever assumes it has to know. @defaultValue nothing, and naming one is refused */
  readonly externalId?: string;
}

/** Keeps the certificates of controllers longer than the simulator lives. */
export interface IdentityStore {
  load(instanceId: string): Promise<ControllerIdentity | undefined>;
  save(instanceId: string, identity: ControllerIdentity): Promise<void>;
}

/** How the controllers on instances are made. */
export interface ControllersOptions {
  /** Whether instances run controllers at all. @defaultValue true */
  readonly enabled?: boolean;
  /** @defaultValue a new certificate for each instance, forgotten at the end */
  readonly identities?: IdentityStore;
  /** How long a controller boots once its instance runs, in milliseconds. @defaultValue 90_000 */
  readonly bootMs?: number;
  /** Options of controllers that do not set them; the only ones for launched instances. */
  readonly defaults?: CmlSimulatorOptions;
}

/**
 * What a simulated AWS has from the beginning, and how it behaves. Whatever is not as described here is refused, and so is
 * an option that there is not.
 */
export interface AwsSimulatorOptions {
  /**
   * Address to listen on, for the API and for controllers; `endpoint` and the tags of instances name it as it is, so one
   * that only listens (`0.0.0.0`) leads other machines nowhere. @defaultValue "127.0.0.1"
   */
  readonly host?: string;
  /** Port of the API; 0 takes any free one. @defaultValue 0 */
  readonly port?: number;
  /** Ids, addresses and the course of metrics follow from it; a whole number up to 2 ** 32. @defaultValue 1 */
  readonly seed?: number;
  /** Milliseconds since 1970. Everything that takes time reads this clock. @defaultValue Date.now */
  readonly clock?: () => number;
  /** The account of every key that is not another's. @defaultValue "123456789012" */
  readonly account?: string;
  /** Further accounts, each with instances, images and keys of its own. @defaultValue none */
  readonly otherAccounts?: readonly string[];
  /**
   * Whether a long-term access key that nobody gave out is one of `account`. With `false` it is refused as AWS refuses it.
   *
   * @defaultValue true
   */
  readonly acceptAnyKey?: boolean;
  /** What AssumeRole finds. @defaultValue every role of every account, without external ids */
  readonly roles?: readonly SeedRole[];
  /** @defaultValue ["us-east-1", "eu-west-1"] */
  readonly regions?: readonly string[];
  /** @defaultValue one CML image in each region */
  readonly images?: readonly SeedImage[];
  /** @defaultValue none */
  readonly instances?: readonly SeedInstance[];
  /** How often each action may be called, in each account and region. @defaultValue "none" */
  readonly limits?: "none" | "published" | ActionLimits;
  /**
   * Instances that calls may bring each region of each account to, those that are there from the beginning included; one
   * more is refused with `InstanceLimitExceeded`. It keeps a slip in a count from filling the memory. @defaultValue 10_000
   */
  readonly instanceLimit?: number;
  /** @defaultValue room for everything */
  readonly capacity?: readonly CapacityLimit[];
  /** How long things take. */
  readonly delays?: Partial<Delays>;
  /** The controllers on instances. */
  readonly controllers?: ControllersOptions;
  /** Added to every call, in milliseconds. @defaultValue 0 */
  readonly latencyMs?: number;
  /** Ends the start, which then rejects with its reason and leaves nothing running. Once it has started, `close` ends it. */
  readonly signal?: AbortSignal;
}
