import type { ControlOptions } from "../control/serve-control.ts";
import type { ControllerIdentity } from "./identity.ts";
import type { SeedLab } from "./labs/seed-lab.ts";
import type { NodeTimes } from "./labs/timeline.ts";
import type { LicenceOptions } from "./licence.ts";
import type { LiveClientName } from "./live/left-out.ts";
import type { SeedUser } from "./users.ts";

/** The machine a controller runs on. */
export interface Hardware {
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
}

export interface CmlSimulatorOptions {
  /** Address to listen on. @defaultValue "127.0.0.1" */
  readonly host?: string;
  /** Port to listen on; 0 takes any free one. @defaultValue 0 */
  readonly port?: number;
  /** HTTPS, or plain HTTP as on the controller's own port 8001. @defaultValue true */
  readonly https?: boolean;
  /** Key and certificate. @defaultValue a new self-signed one, valid for `host` and the names of this machine */
  readonly identity?: ControllerIdentity;
  /**
   * What `system_information` says. Its first two numbers decide which release it behaves like: 2.7, 2.8, 2.9 or 2.10,
   * the nearest of them. @defaultValue "2.9.0+build.3"
   */
  readonly version?: string;
  /** Name of the administrator. @defaultValue "admin" */
  readonly username?: string;
  /** The administrator's password. @defaultValue "admin" */
  readonly password?: string;
  /** Other accounts. @defaultValue none */
  readonly users?: readonly SeedUser[];
  /** Ids, and the course of the statistics, follow from it; tokens, certificates and free ports do not. @defaultValue 1 */
  readonly seed?: number;
  /**
   * Milliseconds since 1970. Everything that takes time reads this clock: a `steerableClock()` goes on when it is told
   * to, and so does the one that `startCmlSimulator` makes of `"manual"`. When any other goes back, time stands, and then goes
   * on from there as that clock does. @defaultValue Date.now
   */
  readonly clock?: (() => number) | "manual";
  /** Serves a control API for tests in other processes, on loopback only. @defaultValue none */
  readonly control?: ControlOptions;
  /** Labs it has from the beginning. @defaultValue three small ones, one of them started */
  readonly labs?: readonly SeedLab[];
  /** How long a log-in takes, in milliseconds; real controllers need about 2,300; at most 25 days. @defaultValue 0 */
  readonly loginDelayMs?: number;
  /**
   * How long it is not ready after the start, in milliseconds: for the first half every answer is its proxy's 502,
   * for the second it works but says `ready: false`. @defaultValue 0
   */
  readonly bootMs?: number;
  /** Lifetime of a token, in seconds. @defaultValue 86_400 */
  readonly tokenLifetimeS?: number;
  /** Boot time of every virtual machine in its labs, in milliseconds. @defaultValue what each node definition needs */
  readonly nodeBootMs?: number;
  /** How long everything else takes that its nodes are told. */
  readonly nodeTimes?: Partial<NodeTimes>;
  readonly licence?: LicenceOptions;
  /**
   * How often `/ws/ui` tells the load, in milliseconds; the first time after two seconds, if that is sooner.
   * @defaultValue 3_300
   */
  readonly liveStatsMs?: number;
  /**
   * Leaves out of `/ws/ui` at which this client stops listening for good. With "virl2-client 2.9": that labs are
   * changed, deleted, or in another state, and that smart annotations are changed or deleted. @defaultValue none
   */
  readonly liveFor?: LiveClientName;
  /** @defaultValue 16 CPUs, 64 GiB of memory, 256 GiB of disk */
  readonly hardware?: Hardware;
}
