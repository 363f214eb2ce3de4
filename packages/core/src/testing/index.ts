// contract suite  named promises of a port, checked against an adapter by the caller's own test runner: `check(test, …)`
// scene           an adapter together with the means to put something before it: machines, images, controllers
// fake            an adapter in memory with handles by which a test moves it: `memoryCloud`, `memoryGateway`
// scenario        given facts, when a decision is made, then these facts follow
// sample          a valid value to test with

export type { CloudFault, CloudOperation } from "./cloud/faults.ts";
export type { CloudMachine, Measurement } from "./cloud/machine.ts";
export {
  type MemoryCloud,
  type MemoryCloudOptions,
  memoryCloud,
  type PlantedMachine,
} from "./cloud/memory-cloud.ts";
export { type ContractCase, casesOf, check, type Register } from "./contract.ts";
export { type ChannelEnds, eventChannelContract } from "./event-channel-contract.ts";
export { eventLogContract } from "./event-log-contract.ts";
export { eventually, type Patience, within } from "./eventually.ts";
export type { ControllerPart, ControllerState, MemoryController } from "./gateway/controller.ts";
export { type MemoryGateway, type MemoryGatewayOptions, memoryGateway } from "./gateway/memory-gateway.ts";
export { sampleLab, sampleStats } from "./gateway/samples.ts";
export { type ControllerKind, type GatewayScene, gatewayContract } from "./gateway-contract.ts";
export { type ImageScene, imageContract } from "./image-contract.ts";
export { instanceContract } from "./instance-contract.ts";
export type { InstanceScene, LaunchOrder } from "./instance-scene.ts";
export { leaseContract } from "./lease-contract.ts";
export { type ManualClock, manualClock } from "./manual-clock.ts";
export { type MeasuredMachine, type MetricsScene, metricsContract } from "./metrics-contract.ts";
export { observationContract } from "./observation-contract.ts";
export { given, type Outcome, type Scenario } from "./scenario.ts";
export { type SchedulerContractOptions, schedulerContract } from "./scheduler-contract.ts";
export { type StoreSamples, storeContract } from "./store-contract.ts";
export { workerIndexContract } from "./worker-index-contract.ts";
export { sampleInstance, sampleWorker, workerSamples } from "./worker-samples.ts";
