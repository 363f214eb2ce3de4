import type { UtilizationSample, WorkerObservations } from "../observations/observations.ts";
import { sampleOf } from "../observations/utilization.ts";
import type { ObservationStore } from "../ports/observation-store.ts";

/** Observations in memory. */
export function memoryObservations(): ObservationStore {
  const newest = new Map<string, WorkerObservations>();
  const samples = new Map<string, UtilizationSample[]>();

  return {
    async save(updates) {
      for (const update of structuredClone(updates)) {
        const { at: _, ...sources } = update;
        newest.set(update.workerId, { ...newest.get(update.workerId), ...sources });
        const sample = sampleOf(update);
        if (sample) samples.set(update.workerId, [...(samples.get(update.workerId) ?? []), sample]);
      }
    },
    async load(workerIds) {
      const found = new Map<string, WorkerObservations>();
      for (const id of workerIds) {
        const observations = newest.get(id);
        if (observations) found.set(id, structuredClone(observations));
      }
      return found;
    },
    async history(workerId, { since, until }) {
      const points = (samples.get(workerId) ?? []).filter(({ at }) => at >= since && at < until);
      return structuredClone(points.sort((a, b) => (a.at < b.at ? -1 : 1)));
    },
    async forget(workerIds) {
      for (const id of workerIds) {
        newest.delete(id);
        samples.delete(id);
      }
    },
    async prune(before) {
      for (const [id, points] of samples) {
        samples.set(
          id,
          points.filter(({ at }) => at >= before),
        );
      }
    },
  };
}
