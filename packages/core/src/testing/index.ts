// contract suite  named promises of a port, checked against an adapter by the caller's own test runner: `check(test, …)`
// scenario        given facts, when a decision is made, then these facts follow
// sample          a valid value to test with

export { type ContractCase, casesOf, check, type Register } from "./contract.ts";
export { eventLogContract } from "./event-log-contract.ts";
export { leaseContract } from "./lease-contract.ts";
export { type ManualClock, manualClock } from "./manual-clock.ts";
export { observationContract } from "./observation-contract.ts";
export { given, type Outcome, type Scenario } from "./scenario.ts";
export { type StoreSamples, storeContract } from "./store-contract.ts";
export { workerIndexContract } from "./worker-index-contract.ts";
export { sampleInstance, sampleWorker, workerSamples } from "./worker-samples.ts";
