import { switchOn } from "../../cml/cml-simulator.ts";
import { type Controller, makeController, powerOff } from "../../cml/controller.ts";
import { createIdentity } from "../../cml/identity.ts";
import type { CmlSimulatorOptions } from "../../cml/options.ts";
import type { CmlSimulator } from "../../cml/simulated-controller.ts";
import type { IdentityStore } from "../options.ts";

/** The machine behind an instance: the controller on its disk, and the controller on the network while it runs. */
export interface Host {
  readonly controller: Controller;
  /** The running controller; `undefined` while the machine is off. */
  readonly running: CmlSimulator | undefined;
  /** Puts the controller on the network; until `runsFromMs` it cuts connections. @returns its URL. */
  start(runsFromMs: number): Promise<string>;
  stop(): Promise<void>;
  /**
   * Takes the controller off the network and puts it on again, unless it is off. Whatever is asked meanwhile waits.
   *
   * @returns its URL, if it is on.
   */
  restart(runsFrom: () => number): Promise<string | undefined>;
  /** Stops it for good. */
  close(): Promise<void>;
}

export interface HostOptions {
  readonly instanceId: string;
  readonly controller: CmlSimulatorOptions;
  readonly identities?: IdentityStore;
}

/** Port and certificate stay the same from one start to the next. */
export function makeHost({ instanceId, controller: options, identities }: HostOptions): Host {
  const controller = makeController(options);
  let kept: Pick<CmlSimulatorOptions, "identity" | "port"> = {};
  let running: CmlSimulator | undefined;
  let closed = false;
  // Starts and stops of one machine may overlap in time, but never run at once.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  const firstIdentity = async (): Promise<Pick<CmlSimulatorOptions, "identity">> => {
    const identity = options.identity ?? (await identities?.load(instanceId));
    if (identity) return { identity };
    const made = await createIdentity(controller.hostname, options.host === undefined ? [] : [options.host]);
    await identities?.save(instanceId, made);
    return { identity: made };
  };

  const start = async (runsFromMs: number): Promise<string> => {
    if (closed) throw new Error(`Instance ${instanceId} cannot start: its simulator is closed.`);
    if (running) return running.url;
    if (!kept.identity) kept = await firstIdentity();
    running = await listen(controller, { ...options, ...kept }, runsFromMs);
    kept = { ...kept, port: running.port };
    return running.url;
  };
  const stop = async (): Promise<void> => {
    if (!running) return;
    // It may have renewed its certificate meanwhile, and that is on its disk.
    const { identity } = running;
    const isNew = identity.cert !== kept.identity?.cert;
    kept = { ...kept, identity };
    try {
      if (isNew) await identities?.save(instanceId, identity);
    } finally {
      await running.close();
      running = undefined;
      powerOff(controller);
    }
  };

  return {
    controller,
    get running() {
      return running;
    },
    start: (runsFromMs) => inTurn(() => start(runsFromMs)),
    stop: () => inTurn(stop),
    restart: (runsFrom) =>
      inTurn(async () => {
        if (!running) return undefined;
        let url: string | undefined;
        try {
          await stop();
        } finally {
          if (!closed) url = await start(runsFrom());
        }
        return url;
      }),
    close() {
      closed = true;
      return inTurn(stop);
    },
  };
}

/** While the machine was off, someone else may have taken its port: then it moves to another. */
async function listen(
  controller: Controller,
  options: CmlSimulatorOptions,
  runsFromMs: number,
): Promise<CmlSimulator> {
  try {
    return await switchOn(controller, options, runsFromMs);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return switchOn(controller, { ...options, port: 0 }, runsFromMs);
  }
}
