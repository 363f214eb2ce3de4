import { CoreError } from "../errors.ts";
import type { CmlReport, CmlTarget } from "../ports/cml-gateway.ts";
import type { Worker } from "../worker/index.ts";
import { targetOf } from "./cml-target.ts";
import { recordLate } from "./late-report.ts";
import { nothingLearnt } from "./nothing-learnt.ts";
import type { RegionRefresh } from "./refresh-region.ts";

/**
 * Visits a running worker's controller.
 *
 * @returns `undefined` where there is nothing to visit, or the cycle does not wait for the visit
 */
export async function visit(refresh: RegionRefresh, worker: Worker): Promise<CmlReport | undefined> {
  if (worker.lifecycle.status !== "running") return undefined;
  const target = targetOf(worker);
  if (!target) return nowhere(worker);
  const { ports, visits, stragglers } = refresh;
  if (stragglers?.has(worker.id)) return undefined;
  const { outcome, late } = await visits(worker, () => ask(refresh, target));
  if (!late || !stragglers) return outcome;
  stragglers.add(
    worker.id,
    outcome.then((report) => recordLate(ports, target, report)),
  );
  return undefined;
}

async function ask({ ports, call, insist }: RegionRefresh, target: CmlTarget): Promise<CmlReport> {
  try {
    return await ports.gateway.collect(target, { ...call, ...(insist && { insist }) });
  } catch (error) {
    if (CoreError.is(error, "aborted")) throw error;
    // A gateway does not throw anything else; if it does, that is one worker's trouble.
    return nothingLearnt({ code: "bad_answer", message: `${target.workerName}: ${String(error)}` });
  }
}

/** The report about a controller that cannot be visited because nobody knows where it is. */
function nowhere(worker: Worker): CmlReport {
  const message = `Worker ${worker.name} runs but has no address the fleet may use. Give the machine one, or say where its controller is by the tag cml:endpoint.`;
  return nothingLearnt({ code: "unreachable", message });
}
