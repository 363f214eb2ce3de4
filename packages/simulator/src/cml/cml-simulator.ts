import { X509Certificate } from "node:crypto";
import { type ControlServer, serveControl } from "../control/serve-control.ts";
import { callCounter } from "../http/call-counter.ts";
import type { FaultBook } from "../http/faults.ts";
import { listenOnLoopback } from "../http/loopback-server.ts";
import { urlHost } from "../http/url-host.ts";
import type { CmlFaultRule } from "./cml-faults.ts";
import { type Controller, makeController } from "./controller.ts";
import { cmlFaults } from "./fault-rules.ts";
import { type ControllerIdentity, createIdentity } from "./identity.ts";
import type { DroppedFile } from "./images/receive-file.ts";
import { type LabState, labState, tellLab } from "./labs/lab.ts";
import type { Order } from "./labs/timeline.ts";
import { type LiveFaults, liveFeed } from "./live/live-feed.ts";
import { loadAt } from "./load.ts";
import { knownLab } from "./operations/labs.ts";
import type { CmlSimulatorOptions } from "./options.ts";
import { type Phase, requestHandler } from "./request-handler.ts";
import { isSteerable, type SteerableClock } from "./steerable-clock.ts";
import { hasHost } from "./system/system-state.ts";
import { type SystemStats, systemStats } from "./system-stats.ts";
import type { User } from "./users.ts";

/** A running CML controller, with the handles a test or a demo needs. */
export interface CmlSimulator extends AsyncDisposable {
  /** Origin, without `/api/v0`: `https://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  /** The administrator's name at this moment. */
  readonly username: string;
  /** The administrator's password at this moment. */
  readonly password: string;
  readonly version: string;
  /** The certificate it shows now. */
  readonly identity: ControllerIdentity;
  /** SHA-256 of that certificate, as Node writes it: `AB:CD:…`. */
  readonly fingerprint256: string;
  readonly requests: {
    /** Requests received so far; of one operation (`GET /labs/{lab_id}`) if it is named. */
    count(operation?: string): number;
    /** Of every operation that was called. */
    byOperation(): Readonly<Record<string, number>>;
  };
  /** What goes wrong. `add` throws for a rule that could never apply. */
  readonly faults: Pick<FaultBook<CmlFaultRule, string>, "add" | "clear">;
  /** Changes the administrator's password; tokens stay valid. */
  setPassword(password: string): void;
  /** Replaces the certificate by a new self-signed one on the same port. Open connections keep the old one. */
  renewCertificate(): Promise<void>;
  /** Ends every session at once; with the name of a user, theirs only. @throws when there is no such user. */
  revokeTokens(username?: string): void;
  /** Its live feed, `/ws/ui`. Rules for `GET /ws/ui` in `faults` spoil the handshake; these what comes after it. */
  readonly live: LiveFaults;
  /** The load it reports now. */
  stats(): SystemStats;
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
  /** Starts a lab as its API would. @throws when there is none of that id. */
  startLab(id: string): void;
  /** Stops a lab as its API would. @throws when there is none of that id. */
  stopLab(id: string): void;
  close(): Promise<void>;
}

/** Starts a controller. @throws when the port is taken. */
export async function startCmlSimulator(options: CmlSimulatorOptions = {}): Promise<CmlSimulator> {
  const controller = makeController(options);
  return switchOn(controller, options, controller.clock());
}

function userNamed({ users }: Controller, username: string): User {
  const user = users.find((candidate) => candidate.username === username);
  if (!user) throw new Error(`There is no user named ${JSON.stringify(username)} on this controller.`);
  return user;
}

/**
 * Puts a controller on the network.
 *
 * @param runsFromMs Until then the machine has no power: connections are cut. Booting begins there.
 */
export async function switchOn(
  controller: Controller,
  options: CmlSimulatorOptions,
  runsFromMs: number,
): Promise<CmlSimulator> {
  const { host = "127.0.0.1", port = 0, https = true, bootMs = 0 } = options;
  const { clock, admin } = controller;
  const closing = new AbortController();
  const requests = callCounter();
  const faults = cmlFaults();
  let identity = options.identity ?? (await createIdentity(controller.hostname));

  const phase = (): Phase => {
    const elapsedMs = clock() - runsFromMs;
    if (elapsedMs >= bootMs) return "ready";
    return elapsedMs < bootMs / 2 ? "proxy only" : "starting";
  };
  const renewCertificate = async (): Promise<void> => {
    identity = await createIdentity(controller.hostname);
    server.renew(identity);
  };
  const live = liveFeed({
    controller,
    renewCertificate,
    phase,
    requests,
    faults,
    signal: closing.signal,
    ...(options.liveStatsMs !== undefined && { statsMs: options.liveStatsMs }),
    ...(options.liveFor !== undefined && { liveFor: options.liveFor }),
  });
  const server = await listenOnLoopback({
    host,
    port,
    ...(https && { identity }),
    onConnection: (socket) => void (clock() < runsFromMs && socket.destroy()),
    onRequest: requestHandler({
      controller,
      phase,
      requests,
      faults,
      disturbed: { renewCertificate, live: live.faults },
      signal: closing.signal,
    }),
    onUpgrade: live.onUpgrade,
  });
  controller.recorder.boot(controller, runsFromMs);
  const tell = (id: string, order: Order): void => {
    controller.news.catchUp();
    tellLab(knownLab({ controller, path: { lab_id: id } }), order, clock(), hasHost(controller.system));
    controller.news.catchUp();
  };

  let control: ControlServer | undefined;
  const close = async (): Promise<void> => {
    closing.abort();
    live.close();
    await Promise.all([server.close(), control?.close()]);
  };
  const sim: CmlSimulator = {
    url: `${https ? "https" : "http"}://${urlHost(host)}:${server.port}`,
    port: server.port,
    get username() {
      return admin.username;
    },
    version: controller.version,
    get password() {
      return admin.password ?? "";
    },
    get identity() {
      return identity;
    },
    get fingerprint256() {
      return new X509Certificate(identity.cert).fingerprint256;
    },
    requests: { count: requests.count, byOperation: requests.byName },
    faults: { add: faults.add, clear: faults.clear },
    setPassword(password) {
      admin.password = password;
    },
    renewCertificate,
    revokeTokens(username) {
      if (username === undefined) controller.tokens.revokeAll();
      else controller.tokens.revokeAllOf(userNamed(controller, username).id);
    },
    stats: () => systemStats(controller, loadAt(controller, clock())),
    droppedFiles: () => [...controller.droppedFiles.values()],
    labIds: () => [...controller.labs.keys()],
    labs: () =>
      [...controller.labs.values()].map((lab) => ({
        id: lab.id,
        title: lab.title,
        state: labState(lab, clock()),
      })),
    ...(isSteerable(clock) && { clock }),
    live: live.faults,
    startLab: (id) => tell(id, "start"),
    stopLab: (id) => tell(id, "stop"),
    get control() {
      return control;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  try {
    if (options.control) control = await serveControl(sim, options.control);
  } catch (error) {
    await close();
    throw error;
  }
  return sim;
}
