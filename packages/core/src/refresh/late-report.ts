import { timestamp } from "../kernel/time.ts";
import { update } from "../kernel/update.ts";
import { cmlObservation } from "../observations/cml-observation.ts";
import { measuredAnew } from "../observations/measured-anew.ts";
import type { CmlReport, CmlTarget } from "../ports/cml-gateway.ts";
import { observeService, workerAggregate } from "../worker/index.ts";
import type { WorkflowPorts } from "../workflows/ports.ts";
import { announceNews } from "./announce.ts";
import { targetOf } from "./cml-target.ts";

/** Saves and tells what a visit found that no cycle waited for. Void once the worker has stopped or moved meanwhile. */
export async function recordLate(
  ports: WorkflowPorts,
  { workerId, endpoint }: CmlTarget,
  report: CmlReport,
): Promise<void> {
  const current = await ports.workers.load(workerId);
  if (!current) return;
  const at = timestamp(ports.clock);
  const { state, events } = await update(
    workerAggregate,
    ports.workers,
    workerId,
    (worker) => (worker && targetOf(worker)?.endpoint === endpoint ? observeService(worker, report, at) : []),
    { current },
  );
  if (!state.instance || targetOf(state)?.endpoint !== endpoint) return;

  const last = (await ports.observations.load([workerId])).get(workerId);
  const found = { workerId, at, cml: cmlObservation(report, last?.cml, at) };
  await ports.observations.save([found]);
  const measured = measuredAnew(found, last);
  if (!measured && events.length === 0) return;
  const observations = { ...last, ...found };
  await announceNews(ports, [{ instanceId: state.instance.id, measured, observations }]);
}
