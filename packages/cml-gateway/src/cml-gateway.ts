import {
  type Clock,
  type CmlGateway,
  type CmlTarget,
  type CredentialSource,
  nothingLearnt,
  systemClock,
} from "@cml-fleet/core";
import { breaker } from "./breaker.ts";
import { collectFrom } from "./collect.ts";
import { type CmlTrust, controllers } from "./controllers.ts";
import { aborted, coreErrorFrom } from "./core-error.ts";
import { withDeadline } from "./deadline.ts";
import { failureFrom } from "./failures.ts";
import { labFrom } from "./lab-from.ts";

/** How the fleet reaches its controllers. */
export interface CmlGatewayOptions {
  /** Asked once per login. */
  readonly credentials: CredentialSource;
  /** How a controller is known to be the right one. @defaultValue `{ trust: "pin" }` */
  readonly tls?: CmlTrust;
  /** Limit for one request, in milliseconds. @defaultValue 10_000 */
  readonly timeoutMs?: number;
  /** Limit for one whole visit, or for one list of labs, in milliseconds. @defaultValue 15_000 */
  readonly visitMs?: number;
  /** Tells how long a controller that hangs was left alone. @defaultValue the machine's clock */
  readonly clock?: Clock;
}

/**
 * Core's gateway to the controllers, on top of the CML client. Close it when the fleet has stopped.
 *
 * After three visits in a row that found no answer in time, a controller is left alone for a minute: visits then give the
 * last report at once, unless the caller insists.
 *
 * @example
 * ```ts
 * await using gateway = createCmlGateway({ credentials: { credentialsFor: ({ workerId }) => vault.login(workerId) } });
 * const { version, failures } = await gateway.collect(target);
 * ```
 */
export function createCmlGateway(options: CmlGatewayOptions): CmlGateway & AsyncDisposable {
  const { credentials, tls = { trust: "pin" }, timeoutMs = 10_000 } = options;
  const { visitMs = 15_000, clock = systemClock } = options;
  const clients = controllers({ credentials, tls, timeoutMs });
  const resting = breaker(clock);

  /** Pins what it sees when nothing is pinned yet, before any login is sent. */
  async function identified(target: CmlTarget, signal: AbortSignal): Promise<CmlTarget> {
    if (tls.trust !== "pin" || target.fingerprint256 !== undefined) return target;
    const stranger = clients.stranger(target);
    try {
      const { fingerprint256 } = await stranger.certificate({ signal });
      return { ...target, fingerprint256 };
    } finally {
      await stranger.close();
    }
  }

  async function visit(target: CmlTarget, signal: AbortSignal) {
    try {
      const known = await identified(target, signal);
      const believed = tls.trust === "pin" ? (known.fingerprint256 ?? null) : null;
      return await collectFrom(clients.client(known), known, believed, signal);
    } catch (error) {
      return nothingLearnt(failureFrom(error, target));
    }
  }

  return {
    async collect(target, { signal, insist = false } = {}) {
      if (signal?.aborted) throw aborted(target, signal.reason);
      const rested = insist ? undefined : resting.instead(target);
      if (rested) return rested;
      const report = await withDeadline(visitMs, signal, (ending) => visit(target, ending));
      if (signal?.aborted) throw aborted(target, signal.reason);
      resting.record(target, report);
      return report;
    },

    async labs(target, { signal } = {}) {
      try {
        const labs = await withDeadline(visitMs, signal, async (ending) => {
          const known = await identified(target, ending);
          return clients.client(known).labs.listDetails({ all: true, signal: ending });
        });
        return labs.map(labFrom);
      } catch (error) {
        throw signal?.aborted ? aborted(target, signal.reason) : coreErrorFrom(error, target);
      }
    },

    async forget(workerIds) {
      resting.forget(workerIds);
      await clients.forget(workerIds);
    },
    [Symbol.asyncDispose]: () => clients.close(),
  };
}
