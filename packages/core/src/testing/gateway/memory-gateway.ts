import { CoreError } from "../../errors.ts";
import type { CmlFailure, CmlGateway, CmlTarget } from "../../ports/cml-gateway.ts";
import type { CallOptions } from "../../ports/instances.ts";
import { nothingLearnt } from "../../refresh/nothing-learnt.ts";
import { type ControllerModel, controllerModel, type MemoryController } from "./controller.ts";

/** How {@link memoryGateway} behaves. */
export interface MemoryGatewayOptions {
  /**
   * Longest visit to a controller that hangs, in real milliseconds. @defaultValue none: such a visit ends when the
   * controller answers after all, or the caller gives up
   */
  readonly visitMs?: number;
}

/** A gateway to controllers in memory. */
export interface MemoryGateway extends CmlGateway {
  /** The controller at an endpoint; makes a sound one where there is none. */
  controller(endpoint: string): MemoryController;
  /** Takes a controller away: visits find nobody there. */
  remove(endpoint: string): void;
  /** How often a controller was visited, at whatever endpoint. */
  visits(): number;
  /** Workers whose connections were forgotten, oldest first. */
  forgotten(): readonly string[];
}

/**
 * A gateway for tests and demos. Where no controller was put, nobody answers.
 *
 * @example
 * ```ts
 * const gateway = memoryGateway();
 * gateway.controller("https://203.0.113.7").hang();
 * ```
 */
export function memoryGateway(options: MemoryGatewayOptions = {}): MemoryGateway {
  const { visitMs } = options;
  const controllers = new Map<string, ControllerModel>();
  const forgotten: string[] = [];
  let visits = 0;

  /** Waits for a controller that hangs. @returns Why it gave no answer, if it gave none. */
  async function reach(target: CmlTarget, { signal }: CallOptions): Promise<ControllerModel | CmlFailure> {
    visits += 1;
    const gone = aborted(target, signal);
    if (signal?.aborted) throw gone();
    const controller = controllers.get(target.endpoint);
    if (!controller) return failure("unreachable", `Nobody answers at ${target.endpoint}.`);
    const limit = visitMs === undefined ? undefined : AbortSignal.timeout(visitMs);
    await ended(controller.answering(), [signal, limit]);
    if (signal?.aborted) throw gone();
    if (limit?.aborted) return failure("timeout", `${target.endpoint} does not answer in time.`);
    return stranger(target, controller) ?? controller;
  }

  return {
    async collect(target, call = {}) {
      const controller = await reach(target, call);
      return "code" in controller ? nothingLearnt(controller) : controller.report();
    },
    async labs(target, call = {}) {
      const controller = await reach(target, call);
      const found = "code" in controller ? controller : controller.labs();
      if (!("code" in found)) return found;
      const code = found.code === "credentials_refused" ? "unauthenticated" : "unavailable";
      throw new CoreError(found.message, { code: found.code === "timeout" ? "timeout" : code });
    },
    async forget(workerIds) {
      forgotten.push(...workerIds);
    },
    controller(endpoint) {
      const known = controllers.get(endpoint) ?? controllerModel(controllers.size + 1);
      controllers.set(endpoint, known);
      return known;
    },
    remove: (endpoint) => void controllers.delete(endpoint),
    visits: () => visits,
    forgotten: () => [...forgotten],
  };
}

const failure = (code: CmlFailure["code"], message: string): CmlFailure => ({ code, message });

function stranger(
  { endpoint, fingerprint256 }: CmlTarget,
  controller: ControllerModel,
): CmlFailure | undefined {
  if (fingerprint256 === undefined || fingerprint256 === controller.now().fingerprint256) return undefined;
  return failure("certificate_changed", `${endpoint} presents another certificate.`);
}

const aborted = (target: CmlTarget, signal: AbortSignal | undefined) => () =>
  new CoreError(`The visit to ${target.workerName} was aborted.`, { code: "aborted", cause: signal?.reason });

/** Whichever comes first. */
function ended(answer: Promise<void>, signals: readonly (AbortSignal | undefined)[]): Promise<void> {
  const given = signals.filter((signal) => signal !== undefined);
  return new Promise((resolve) => {
    for (const signal of given) signal.addEventListener("abort", () => resolve(), { once: true });
    void answer.then(resolve);
  });
}
