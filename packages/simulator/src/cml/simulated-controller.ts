import type { ControlServer } from "../control/serve-control.ts";
import type { FaultBook } from "../http/faults.ts";
import type { ReceivedRequest } from "../http/request-log.ts";
import type { CmlFaultRule } from "./cml-faults.ts";
import type { ControllerIdentity } from "./identity.ts";
import type { DroppedFile } from "./images/receive-file.ts";
import type { LabState } from "./labs/lab.ts";
import type { SeedLab } from "./labs/seed-lab.ts";
import type { LiveFaults } from "./live/live-feed.ts";
import type { SteerableClock } from "./steerable-clock.ts";
import type { SystemStats } from "./system-stats.ts";
import type { SeedUser } from "./users.ts";

/** A running CML controller, with the handles a test or a demo needs. */
export interface CmlSimulator extends AsyncDisposable {
  /** Origin, without `/api/v0`: `https://127.0.0.1:40123`. */
  readonly url: string;
  /** Where it listens, as in `url`; the option `port` unless that is 0. */
  readonly port: number;
  /** The administrator's name at this moment. */
  readonly username: string;
  /** The administrator's password at this moment. */
  readonly password: string;
  /** As `system_information` says it: the option `version`. */
  readonly version: string;
  /** The certificate it shows now. */
  readonly identity: ControllerIdentity;
  /** SHA-256 of that certificate, as Node writes it: `AB:CD:…`. With `https: false` no client sees either. */
  readonly fingerprint256: string;
  readonly requests: {
    /** Requests received so far; of one operation (`GET /labs/{lab_id}`) if it is named. */
    count(operation?: string): number;
    /** Of every operation that was called; of all that there is no operation for, by the name `unknown`. */
    byOperation(): Readonly<Record<string, number>>;
    /**
     * The last hundred requests, oldest first; of one operation, if it is named. Fewer when their bodies have more than
     * 131,072 characters together. Headers are not kept, nor are passwords and tokens in JSON; a configuration or a file
     * of a lab is kept as it is.
     */
    last(operation?: string): readonly ReceivedRequest[];
    /** Forgets all of them, and counts from nothing. */
    reset(): void;
  };
  /** What goes wrong. `add` throws a SimulatorError `invalid_option` for a rule that could never apply, as for an operation that this release does not have. */
  readonly faults: Pick<FaultBook<CmlFaultRule, string>, "add" | "clear">;
  /** Changes the administrator's password; tokens stay valid. */
  setPassword(password: string): void;
  /** Replaces the certificate by a new self-signed one on the same port. Open connections keep the old one. */
  renewCertificate(): Promise<void>;
  /** Ends every session at once; with the name of a user, theirs only. @throws SimulatorError `not_found` */
  revokeTokens(username?: string): void;
  /** Its live feed, `/ws/ui`. Rules for `GET /ws/ui` in `faults` spoil the handshake; these what comes after it. */
  readonly live: LiveFaults;
  /** The load it reports now. */
  stats(): SystemStats;
  /**
   * Adds a lab, as if it had been there for days.
   *
   * @returns its id
   * @throws SimulatorError `invalid_option`, also when its owner has no account.
   */
  addLab(lab: SeedLab): string;
  /**
   * Adds an account, and the groups it names that there are not.
   *
   * @returns its id
   * @throws SimulatorError `invalid_option`, also when there is one of that name.
   */
  addUser(user: SeedUser): string;
  /** Files in its drop folder, in the order they were uploaded; what became of an image definition is no longer there. */
  droppedFiles(): readonly DroppedFile[];
  /** Ids of its labs, in the order they were made. */
  labIds(): readonly string[];
  /** Its labs, in the order they were made. */
  labs(): readonly { readonly id: string; readonly title: string; readonly state: LabState }[];
  /** The clock it goes by, if that is one that can be moved: see the option `clock`. */
  readonly clock?: SteerableClock;
  /** Where its control API is served, if it is: see the option `control`. */
  readonly control: Pick<ControlServer, "url" | "port"> | undefined;
  /**
   * Starts a lab as its API would, whoever may do so there. @throws SimulatorError `not_found` when there is none of that id,
   * `cannot_start` when there is no licence, no room on the host or in its owner's resource pool, or no bridge for its nodes
   */
  startLab(id: string): void;
  /** Stops a lab as its API would. @throws SimulatorError `not_found` */
  stopLab(id: string): void;
  /** Cuts every connection and ends its control API; resolves when the ports are free. Once is enough, twice does no harm. */
  close(): Promise<void>;
}

/** A controller that goes by a clock that can be moved. */
export interface SteerableCmlSimulator extends CmlSimulator {
  readonly clock: SteerableClock;
}
