import { type CmlLab as ClientLab, CmlError } from "@cml-fleet/cml-client";
import {
  type Clock,
  type CmlGateway,
  type CmlLab,
  type CmlReport,
  type CmlTarget,
  CoreError,
  type CredentialSource,
  systemClock,
} from "@cml-fleet/core";
import { breaker } from "./breaker.ts";
import { collectFrom, nothingKnown } from "./collect.ts";
import { type CmlTrust, controllers } from "./controllers.ts";
import { failureFrom } from "./failures.ts";

/** How the fleet reaches its controllers. */
export interface CmlGatewayOptions {
  readonly credentials: CredentialSource;
  /** @defaultValue `{ trust: "pin" }` */
  readonly tls?: CmlTrust;
  /** Limit for one request, in milliseconds. @defaultValue 10_000 */
  readonly timeoutMs?: number;
  /** Limit for one whole visit, in milliseconds. @defaultValue 15_000 */
  readonly visitMs?: number;
  readonly clock?: Clock;
}

/** Core's gateway to the controllers, on top of the CML client. Close it when the fleet has stopped. */
export function createCmlGateway(options: CmlGatewayOptions): CmlGateway & AsyncDisposable {
  const {
    credentials,
    tls = { trust: "pin" },
    timeoutMs = 10_000,
    visitMs = 15_000,
    clock = systemClock,
  } = options;
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

  async function visit(target: CmlTarget, signal: AbortSignal): Promise<CmlReport> {
    try {
      const known = await identified(target, signal);
      return await collectFrom(clients.client(known), known, known.fingerprint256 ?? null, signal);
    } catch (error) {
      return nothingKnown(failureFrom(error, target));
    }
  }

  return {
    async collect(target, { signal } = {}) {
      const rested = resting.instead(target.workerId);
      if (rested) return rested;
      const limit = AbortSignal.timeout(visitMs);
      const report = await visit(target, signal ? AbortSignal.any([signal, limit]) : limit);
      if (signal?.aborted) throw aborted(target, signal.reason);
      const ended = limit.aborted
        ? { ...report, failures: report.failures.map(asTimeout(target, visitMs)) }
        : report;
      resting.record(target.workerId, ended);
      return ended;
    },

    async labs(target, { signal } = {}) {
      const limit = AbortSignal.timeout(visitMs);
      try {
        const known = await identified(target, signal ?? limit);
        const labs = await clients.client(known).labs.listDetails({ all: true, signal: signal ?? limit });
        return labs.map(labFrom);
      } catch (error) {
        throw asCoreError(error, target, signal);
      }
    },

    async forget(workerIds) {
      resting.forget(workerIds);
      await clients.forget(workerIds);
    },
    [Symbol.asyncDispose]: () => clients.close(),
  };
}

function labFrom({ title, state, groups, ...lab }: ClientLab): CmlLab {
  const {
    id,
    description,
    notes,
    ownerUsername,
    ownerFullname,
    nodeCount,
    linkCount,
    createdAt,
    modifiedAt,
  } = lab;
  return {
    id,
    title: title ?? id,
    description,
    notes,
    state: state ?? "UNKNOWN",
    ownerUsername,
    ownerFullname,
    nodeCount,
    linkCount,
    createdAt,
    modifiedAt,
    groups: groups ?? [],
  };
}

const asTimeout = (target: CmlTarget, visitMs: number) => (failure: CmlReport["failures"][number]) =>
  failure.code === "bad_answer"
    ? ({
        code: "timeout",
        message: `CML of ${target.workerName} did not answer within ${visitMs} ms.`,
      } as const)
    : failure;

function aborted(target: CmlTarget, cause: unknown): CoreError {
  return new CoreError(`The visit to ${target.workerName} was aborted.`, { code: "aborted", cause });
}

function asCoreError(error: unknown, target: CmlTarget, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return aborted(target, error);
  if (!CmlError.is(error)) return error;
  const { message } = failureFrom(error, target);
  const code =
    error.code === "timeout"
      ? "timeout"
      : error.code === "credentials_refused"
        ? "unauthenticated"
        : "unavailable";
  return new CoreError(message, { code, retryable: error.retryable, cause: error });
}
