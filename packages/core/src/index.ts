// worker         one CML controller on one machine; has an id of ours (UUIDv7), never the machine's id
// lab            a network topology on a worker
// behaviour      a pure function that decides which facts follow (`requestStop(worker, …) → facts`)
// fact           something that happened, past tense, plain JSON
// observation    a measurement: last write wins, no rules, never in the worker
// outbox         facts saved with the state, not yet published
// event log      published facts in one global order, with a sequence number
// port, adapter  an interface this package owns; a package that implements it with one technology
// contract suite published test cases that every adapter of a port must pass (`@cml-fleet/core/testing`)
// workflow       a use case that does I/O: load, call ports, `update()` workers
// job            a workflow run by the scheduler
// gateway        the port through which workflows talk to a worker's controller

export { createFleet } from "./create-fleet.ts";
export {
  CoreError,
  type CoreErrorCode,
  type CoreErrorOptions,
  IllegalTransitionError,
  VersionConflictError,
} from "./errors.ts";
export {
  type FleetEvent,
  type FleetEventType,
  fleetEventSchema,
  fleetEventTypes,
} from "./events/fleet-event.ts";
export { eventFromFact } from "./events/from-fact.ts";
export { statusesOf, type WireStatus, wireStatus, wireStatuses } from "./events/wire-status.ts";
export { type RefreshTiming, type WorkerSnapshot, workerSnapshot } from "./events/worker-snapshot.ts";
export { workerSnapshotSchema } from "./events/worker-snapshot-schema.ts";
export type { EventPage, Fleet } from "./fleet.ts";
export type { FleetOptions } from "./fleet-options.ts";
export type { EventRetention } from "./jobs/event-retention.ts";
export type { FleetJobsOptions } from "./jobs/fleet-jobs.ts";
export type { Aggregate } from "./kernel/aggregate.ts";
export type { EventLog, EventLogBounds, LoggedEvent } from "./kernel/event-log.ts";
export type { Lease, LeaseStore } from "./kernel/lease.ts";
export { type RelayOptions, relay } from "./kernel/relay.ts";
export {
  type Change,
  type Outbox,
  type OutboxMessage,
  type StateStore,
  toMessages,
  type Versioned,
} from "./kernel/store.ts";
export { type Clock, elapsedMs, systemClock, type Timestamp, timestamp } from "./kernel/time.ts";
export { type Decide, inTurn, known, type Updated, type UpdateOptions, update } from "./kernel/update.ts";
export { inProcessChannel } from "./memory/in-process-channel.ts";
export { type InProcessSchedulerOptions, inProcessScheduler } from "./memory/in-process-scheduler.ts";
export { memoryEventLog } from "./memory/memory-event-log.ts";
export { memoryLeases } from "./memory/memory-leases.ts";
export { memoryObservations } from "./memory/memory-observations.ts";
export { type MemoryStore, type MemoryStoreOptions, memoryStore } from "./memory/memory-store.ts";
export { memoryWorkers } from "./memory/memory-workers.ts";
export { uuidV7 } from "./memory/uuid-v7.ts";
export type {
  CloudWatchObservation,
  CmlObservation,
  Ec2Observation,
  ObservationUpdate,
  UtilizationSample,
  WorkerObservations,
} from "./observations/observations.ts";
export { sampleOf, type Utilization, utilizationOf } from "./observations/utilization.ts";
export type {
  CmlFailure,
  CmlFailureCode,
  CmlGateway,
  CmlHealth,
  CmlLab,
  CmlLicensing,
  CmlReport,
  CmlStats,
  CmlTarget,
  CollectOptions,
} from "./ports/cml-gateway.ts";
export type { CmlCredentials, CredentialSource } from "./ports/credentials.ts";
export type { ChannelMessage, EventChannel } from "./ports/event-channel.ts";
export type { Ids } from "./ports/ids.ts";
export type { ImageCatalog, ImageInfo, ImageQuery } from "./ports/images.ts";
export type {
  CallOptions,
  CheckStatus,
  DescribeResult,
  DetailedMonitoring,
  DiscoverQuery,
  FailedRead,
  HealthChecks,
  HealthReport,
  InstanceControl,
  InstanceReader,
  InstanceRef,
  InstanceSnapshot,
  Outcome,
  PowerChange,
  PowerState,
} from "./ports/instances.ts";
export { type Logger, silentLogger } from "./ports/logger.ts";
export type { Metric, MetricSample, MetricsEstimate, MetricsReader } from "./ports/metrics.ts";
export type { ObservationStore } from "./ports/observation-store.ts";
export type {
  JobHandler,
  JobPayload,
  JobRun,
  OneShotJob,
  RecurrentJob,
  ScheduledJob,
  Scheduler,
  SchedulerHost,
} from "./ports/scheduler.ts";
export {
  type WorkerIndex,
  type WorkerIndexEntry,
  type WorkerPage,
  type WorkerQuery,
  workerIndexEntry,
} from "./ports/worker-index.ts";
export type { WorkerStore } from "./ports/worker-store.ts";
export { nothingLearnt } from "./refresh/nothing-learnt.ts";
export { type RefreshFleetOptions, type RefreshSummary, refreshFleet } from "./refresh/refresh-fleet.ts";
export { type EndpointPolicy, endpointOf } from "./worker/endpoint-policy.ts";
export {
  type Actor,
  type Adoption,
  BOOT_MS,
  beginProvisioning,
  failProvisioning,
  type InstanceSight,
  importWorker,
  type LicenseStatus,
  licenseOf,
  lifecycleTable,
  type ObservedStatus,
  observeInstance,
  observeLaunched,
  observeMissing,
  observeService,
  type PinnedCertificate,
  type Reason,
  refuseStart,
  refuseStop,
  registerWorker,
  requestStart,
  requestStop,
  requestTermination,
  SETTLE_MS,
  type StopReason,
  trustCertificate,
  type Worker,
  type WorkerEvent,
  type WorkerIdentity,
  type WorkerImage,
  type WorkerInstance,
  type WorkerLifecycle,
  type WorkerLifecycleEvent,
  type WorkerOriginEvent,
  type WorkerService,
  type WorkerServiceEvent,
  type WorkerStatus,
  workerAggregate,
} from "./worker/index.ts";
export {
  type ImportWorkersResult,
  importWorkers,
  type SkippedInstance,
  type SkipReason,
} from "./workflows/import-workers.ts";
export { type ImportWorkersInput, importWorkersInput } from "./workflows/import-workers-input.ts";
export type { WorkflowPorts } from "./workflows/ports.ts";
export { type CommandOptions, type StopOptions, startWorker, stopWorker } from "./workflows/power.ts";
export { getWorker, listLabs, listWorkers, type WorkerSnapshotPage } from "./workflows/queries.ts";
export {
  type RefreshDecision,
  type RefreshSkip,
  type RefreshThrottle,
  refreshWorker,
} from "./workflows/refresh-worker.ts";
export { regionName } from "./workflows/region-name.ts";
export { trustWorkerCertificate } from "./workflows/trust-worker-certificate.ts";
