import { bestEffortChannel } from "./best-effort-channel.ts";
import { CoreError } from "./errors.ts";
import type { FleetEvent } from "./events/fleet-event.ts";
import { eventFromFact } from "./events/from-fact.ts";
import type { Fleet } from "./fleet.ts";
import type { FleetOptions } from "./fleet-options.ts";
import { EVENT_RETENTION_JOB, eventRetentionJob, planEventRetention } from "./jobs/event-retention.ts";
import { fleetJobs, planFleetJobs } from "./jobs/fleet-jobs.ts";
import { refreshTiming } from "./jobs/refresh-timing.ts";
import { reportFailures } from "./jobs/report-failures.ts";
import { systemClock, timestamp } from "./kernel/time.ts";
import { inProcessChannel } from "./memory/in-process-channel.ts";
import { inProcessScheduler } from "./memory/in-process-scheduler.ts";
import { uuidV7 } from "./memory/uuid-v7.ts";
import { silentLogger } from "./ports/logger.ts";
import { refreshFleet } from "./refresh/refresh-fleet.ts";
import { stragglers } from "./refresh/stragglers.ts";
import { relayLoop } from "./relay-loop.ts";
import { importWorkers } from "./workflows/import-workers.ts";
import type { WorkflowPorts } from "./workflows/ports.ts";
import { startWorker, stopWorker } from "./workflows/power.ts";
import { getWorker, listLabs, listWorkers } from "./workflows/queries.ts";
import { METRICS_JOB, planRefresh, refreshWorker } from "./workflows/refresh-worker.ts";
import { trustWorkerCertificate } from "./workflows/trust-worker-certificate.ts";

/**
 * Puts a fleet together.
 *
 * @example
 * ```ts
 * const fleet = createFleet({ ...sqliteStores({ path: "fleet.db" }), instances, images, gateway });
 * await fleet.start();
 * await fleet.workers.import({ region: "eu-west-1", imageName: "cml-*" }, { actor: "user:alice" });
 * ```
 */
export function createFleet(options: FleetOptions): Fleet {
  const { eventLog, scheduler = inProcessScheduler(), throttle, logger = silentLogger } = options;
  const { workers, clock = systemClock, ids = uuidV7(clock), metricsIntervalMs = 300_000 } = options;
  const channel = bestEffortChannel(options.channel ?? inProcessChannel<FleetEvent>(), logger);
  const shared = { channel, clock, ids };
  const relaying = relayLoop({
    outbox: workers,
    log: eventLog,
    leases: options.leases,
    logger,
    ...shared,
  });
  const { source = "cml-fleet", endpoint = {}, observations, instances, images, metrics, gateway } = options;
  const ports: WorkflowPorts = {
    workers,
    observations,
    instances,
    images,
    ...(metrics && { metrics }),
    gateway,
    ...shared,
    endpoint,
    source,
    relay: relaying.now,
    timing: () => refreshTiming(scheduler, metricsIntervalMs),
  };

  const late = stragglers((what, error) => {
    logger.error("What a look did not wait for came to nothing.", { what, error: String(error) });
  });
  let stopped = false;

  /** What is new would otherwise stay unknown until the next look at the fleet. */
  async function lookSoon(): Promise<void> {
    // A fleet that was not started, or looks only when asked, has no such job.
    const planned = await scheduler.list().catch(() => []);
    if (planned.some(({ key }) => key === METRICS_JOB)) await scheduler.trigger(METRICS_JOB);
  }

  return {
    workers: {
      list: (query) => listWorkers(ports, query),
      get: (id) => getWorker(ports, id),
      async findByInstance(instanceId) {
        const found = (await workers.findByInstance([instanceId])).get(instanceId);
        return found && getWorker(ports, found.state.id);
      },
      async import(input, command) {
        const result = await importWorkers(ports, input, command);
        await relaying.now();
        if (result.imported.length > 0) await lookSoon();
        return result;
      },
      refresh: (id) => refreshWorker(ports, scheduler, id, throttle),
      refreshAll: (refresh) => refreshFleet(ports, refresh),
      start: (id, command) => startWorker(ports, id, command),
      stop: (id, command) => stopWorker(ports, id, command),
      async trustCertificate(id, fingerprint256, command) {
        const worker = await trustWorkerCertificate(ports, id, fingerprint256, command);
        // Nobody shall wait for the next look to see that it works again; a plan that fails is made up for by that look.
        await planRefresh(scheduler, id, timestamp(clock)).catch(() => {});
        return worker;
      },
    },
    labs: { list: (workerId, call) => listLabs(ports, workerId, call) },
    jobs: { list: () => scheduler.list(), trigger: (key) => scheduler.trigger(key) },
    events: {
      async read(range) {
        const logged = await eventLog.read(range);
        return {
          events: logged.map((entry) => ({ sequence: entry.sequence, event: eventFromFact(entry, source) })),
        };
      },
      bounds: () => eventLog.bounds(),
      subscribe: channel.subscribe,
    },
    async start() {
      if (stopped) {
        throw new CoreError(
          "This fleet was stopped and cannot be started again. Make a new one with createFleet and the same stores.",
          { code: "conflict" },
        );
      }
      relaying.start();
      await planFleetJobs(scheduler, options);
      await planEventRetention(scheduler, options.eventRetention);
      const jobs = new Map(fleetJobs(ports, options, late));
      jobs.set(EVENT_RETENTION_JOB, eventRetentionJob(eventLog, clock, options.eventRetention));
      await scheduler.start(reportFailures(jobs, logger));
    },
    async stop() {
      stopped = true;
      await scheduler.stop();
      await late.stop();
      await relaying.stop();
    },
  };
}
