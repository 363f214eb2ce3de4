import { timestamp } from "../kernel/time.ts";
import { update } from "../kernel/update.ts";
import { cmlObservation } from "../observations/cml-observation.ts";
import { measuredAnew } from "../observations/measured-anew.ts";
import { observeService, workerAggregate } from "../worker/index.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import { announceNews } from "./announce.ts";
import { isAbout, isOvertaken, type Visited } from "./visited.ts";

/**
 * Saves and tells what a visit found that no cycle waited for. Void once the worker is not the same any more, or a visit
 * that began later has ended before.
 */
export async function recordLate(ports: WorkflowPorts, workerId: string, visited: Visited): Promise<void> {
  const { report, begunAt } = visited;
  const current = await ports.workers.load(workerId);
  const last = (await ports.observations.load([workerId])).get(workerId);
  const at = timestamp(ports.clock);
  if (!current || isOvertaken(visited, last, at)) return;

  const { state, events } = await update(
    workerAggregate,
    ports.workers,
    workerId,
    (worker) => (worker && isAbout(worker, visited, at) ? observeService(worker, report, at) : []),
    { current },
  );
  if (!state.instance || !isAbout(state, visited, at)) return;
  const found = { workerId, at, cml: cmlObservation(report, last?.cml, { at, visitedAt: begunAt }) };
  await ports.observations.save([found]);
  const measured = measuredAnew(found, last);
  if (measured || events.length > 0) await announceNews(ports, [{ instanceId: state.instance.id, measured }]);
}
