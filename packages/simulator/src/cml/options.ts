import type { ControlOptions } from "../control/serve-control.ts";
import type { ControllerIdentity } from "./identity.ts";
import type { SeedLab } from "./labs/seed-lab.ts";
import type { NodeTimes } from "./labs/timeline.ts";
import type { LicenceOptions } from "./licence.ts";
import type { LiveClientName } from "./live/left-out.ts";
import type { SteerableClock } from "./steerable-clock.ts";
import type { SeedUser } from "./users.ts";

/** The machine a controller runs on, in whole numbers. */
export interface Hardware {
  /** Virtual CPUs; running nodes need some of them. */
  readonly cpus: number;
  /** Memory, which running nodes fill; what does not fit in it is not started. */
  readonly memoryBytes: number;
  /** Disk, which fills up with time. */
  readonly diskBytes: number;
}

/**
 * What a controller has from the beginning, and how it behaves. Whatever is not as described here is refused, and so is
 * an option that there is not.
 */
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
   * What `system_information` says: a whole version, as in "2.10.0". Its first two numbers decide which release the
   * controller behaves like, and have to be 2.7, 2.8, 2.9 or 2.10. @defaultValue "2.9.0+build.3"
   */
  readonly version?: string;
  /** Name of the administrator, of 1 to 32 characters. @defaultValue "admin" */
  readonly username?: string;
  /** The administrator's password. @defaultValue "admin" */
  readonly password?: string;
  /** Other accounts, each of another name. @defaultValue none */
  readonly users?: readonly SeedUser[];
  /**
   * Ids, and the course of the statistics, follow from it; tokens, certificates and free ports do not. A whole number.
   * @defaultValue 1
   */
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
  /** How it is licensed. @defaultValue registered */
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

/** Options with a clock that can be moved. */
export interface SteerableOptions {
  readonly clock: "manual" | SteerableClock;
}
