import { X509Certificate } from "node:crypto";
import { type ControlServer, serveControl } from "../control/serve-control.ts";
import { callCounter } from "../http/call-counter.ts";
import { listenOnLoopback } from "../http/loopback-server.ts";
import { requestLog } from "../http/request-log.ts";
import { urlHost } from "../http/url-host.ts";
import { checkGiven } from "../options/check-given.ts";
import { accountHandles } from "./account-handles.ts";
import { additions } from "./additions.ts";
import { type Controller, makeController } from "./controller.ts";
import { cmlFaults } from "./fault-rules.ts";
import { createIdentity } from "./identity.ts";
import { labHandles } from "./lab-handles.ts";
import { liveFeed } from "./live/live-feed.ts";
import { loadAt } from "./load.ts";
import { cmlOptionsRule } from "./option-rules.ts";
import type { CmlSimulatorOptions, SteerableOptions } from "./options.ts";
import { phaseAfter } from "./phase.ts";
import { releaseOf } from "./releases/release.ts";
import { requestHandler } from "./request-handler.ts";
import { requestHandles } from "./request-handles.ts";
import type { CmlSimulator, SteerableCmlSimulator } from "./simulated-controller.ts";
import { isSteerable } from "./steerable-clock.ts";
import { systemStats } from "./system-stats.ts";

/**
 * Starts a controller.
 *
 * @example
 * ```ts
 * await using cml = await startCmlSimulator({
 *   clock: "manual",
 *   labs: [{ title: "OSPF", nodes: ["iosv", "iosv"] }],
 * });
 * const [lab = ""] = cml.labIds();
 * cml.startLab(lab);
 * cml.clock.advance(300_000); // it has booted now
 * cml.faults.add({ operation: "GET /labs", fault: { kind: "html" }, times: 1 });
 * ```
 * @throws SimulatorError `invalid_option`, and whatever listening throws when the port is taken.
 */
export async function startCmlSimulator(
  options: CmlSimulatorOptions & SteerableOptions,
): Promise<SteerableCmlSimulator>;
export async function startCmlSimulator(options?: CmlSimulatorOptions): Promise<CmlSimulator>;
export async function startCmlSimulator(options: CmlSimulatorOptions = {}): Promise<CmlSimulator> {
  checkGiven(cmlOptionsRule, options);
  const controller = makeController(options);
  return switchOn(controller, options, controller.clock());
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
  const log = requestLog();
  const faults = cmlFaults(releaseOf(controller.version));
  let identity = options.identity ?? (await createIdentity(controller.hostname, [host]));

  const phase = () => phaseAfter(clock() - runsFromMs, bootMs);
  const renewCertificate = async (): Promise<void> => {
    identity = await createIdentity(controller.hostname, [host]);
    server.renew(identity);
  };
  const live = liveFeed({
    controller,
    renewCertificate,
    phase,
    requests,
    log,
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
      log,
      faults,
      disturbed: { renewCertificate, live: live.faults },
      signal: closing.signal,
    }),
    onUpgrade: live.onUpgrade,
  });
  controller.recorder.boot(controller, runsFromMs);

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
    requests: requestHandles(requests, log),
    faults: { add: faults.add, clear: faults.clear },
    renewCertificate,
    stats: () => systemStats(controller, loadAt(controller, clock())),
    droppedFiles: () => [...controller.droppedFiles.values()],
    ...accountHandles(controller),
    ...labHandles(controller),
    ...additions(controller),
    ...(isSteerable(clock) && { clock }),
    live: live.faults,
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
