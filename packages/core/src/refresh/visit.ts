import { CoreError } from "../errors.ts";
import { sameJson } from "../kernel/same-json.ts";
import { timestamp } from "../kernel/time.ts";
import type { CmlReport, CmlTarget } from "../ports/cml-gateway.ts";
import type { Worker } from "../worker/index.ts";
import { targetOf } from "./cml-target.ts";
import { recordLate } from "./late-report.ts";
import { nothingLearnt } from "./nothing-learnt.ts";
import type { RegionRefresh } from "./refresh-region.ts";
import type { Visited } from "./visited.ts";

/** A visit that was begun on what was known of the worker before the provider was heard. */
interface EarlyVisit {
  readonly target: CmlTarget;
  readonly visited: Promise<Visited | undefined>;
}

/** Visits begun early, by worker. */
export type EarlyVisits = ReadonlyMap<string, EarlyVisit>;

/**
 * Begins to visit controllers while the provider is still being asked about their machines. Only those whose certificate
 * is known: another machine may have the address by now, and must not be sent a login.
 */
export function visitEarly(refresh: RegionRefresh): EarlyVisits {
  const early = new Map<string, EarlyVisit>();
  for (const { state } of refresh.workers) {
    const target = targetOf(state);
    if (!target?.fingerprint256) continue;
    const visited = visitAt(refresh, state, target);
    // Whoever takes the outcome hears of the error; an outcome that nobody takes has nobody to tell.
    visited.catch(() => {});
    early.set(state.id, { target, visited });
  }
  return early;
}

/**
 * Visits a running worker's controller, or takes over the visit that was begun early, if that went to the right place.
 *
 * @returns `undefined` where there is nothing to visit, or the cycle does not wait for the visit
 */
export async function visit(
  refresh: RegionRefresh,
  worker: Worker,
  early: EarlyVisits,
): Promise<Visited | undefined> {
  if (worker.lifecycle.status !== "running") return undefined;
  const target = targetOf(worker);
  if (!target) return { report: nowhere(worker), begunAt: timestamp(refresh.ports.clock) };
  const begun = early.get(worker.id);
  if (begun && sameJson(begun.target, target)) return begun.visited;
  return visitAt(refresh, worker, target);
}

async function visitAt(
  refresh: RegionRefresh,
  worker: Worker,
  target: CmlTarget,
): Promise<Visited | undefined> {
  const { ports, visits, stragglers } = refresh;
  if (stragglers?.has(worker.id)) return undefined;
  const { outcome, late } = await visits(worker, () => ask(refresh, target));
  if (!late) return outcome;
  if (!stragglers) return { ...(await outcome), late };
  stragglers.add(
    worker.id,
    outcome.then((visited) => recordLate(ports, worker.id, visited)),
  );
  return undefined;
}

async function ask({ ports, call, insist }: RegionRefresh, target: CmlTarget): Promise<Visited> {
  const begunAt = timestamp(ports.clock);
  try {
    const report = await ports.gateway.collect(target, { ...call, ...(insist && { insist }) });
    return { report, target, begunAt };
  } catch (error) {
    if (CoreError.is(error, "aborted")) throw error;
    // A gateway does not throw anything else; if it does, that is one worker's trouble.
    const message = `${target.workerName}: ${String(error)}`;
    return { report: nothingLearnt({ code: "bad_answer", message }), target, begunAt };
  }
}

/** The report about a controller that cannot be visited because nobody knows where it is. */
function nowhere(worker: Worker): CmlReport {
  const message = `Worker ${worker.name} runs but has no address the fleet may use. Give the machine one, or say where its controller is by the tag cml:endpoint.`;
  return nothingLearnt({ code: "unreachable", message });
}
