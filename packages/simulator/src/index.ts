// Controller: a simulated CML appliance. Identity: its private key and certificate. Instance: an EC2 machine, with a
// controller on it. Fault: what goes wrong between a client and a server.
export type { AddressedCall, AwsFault, AwsFaultRule } from "./aws/aws-faults.ts";
export { type AwsSimulator, startAwsSimulator } from "./aws/aws-simulator.ts";
export type { ActionLimit, ActionLimits, CapacityLimit, Rate } from "./aws/limit-options.ts";
export type { AccessKey } from "./aws/model/callers.ts";
export type { CheckStatus, SetChecks } from "./aws/model/instance.ts";
export type { InstanceState } from "./aws/model/instance-state.ts";
export type {
  AgentDimensions,
  AwsSimulatorOptions,
  ControllersOptions,
  Delays,
  IdentityStore,
  SeedImage,
  SeedInstance,
  SeedRole,
} from "./aws/options.ts";
export type { SimulatedInstance } from "./aws/simulated-instance.ts";
export type { CmlFault, CmlFaultRule, CmlIncident, CmlRefusal } from "./cml/cml-faults.ts";
export { startCmlSimulator } from "./cml/cml-simulator.ts";
export { type ControllerIdentity, createIdentity } from "./cml/identity.ts";
export type { DroppedFile } from "./cml/images/receive-file.ts";
export type { LabState } from "./cml/labs/lab.ts";
export type { SeedLab, SeedLabBase, SeedRow, SeedTopology } from "./cml/labs/seed-lab.ts";
export type { NodeTimes } from "./cml/labs/timeline.ts";
export type { LicenceOptions } from "./cml/licence.ts";
export type { LiveClientName } from "./cml/live/left-out.ts";
export type { LiveFaults } from "./cml/live/live-feed.ts";
export type { CmlSimulatorOptions, Hardware, SteerableOptions } from "./cml/options.ts";
export type { CmlSimulator, SteerableCmlSimulator } from "./cml/simulated-controller.ts";
export { type SteerableClock, steerableClock } from "./cml/steerable-clock.ts";
export type { ComputeStats, Space, SystemStats } from "./cml/system-stats.ts";
export type { SeedUser } from "./cml/users.ts";
export { type ControlOptions, type ControlServer, serveControl } from "./control/serve-control.ts";
export type { FaultBook, FaultTimes, WireFault } from "./http/faults.ts";
export type { ReceivedRequest } from "./http/request-log.ts";
export { SimulatorError, type SimulatorErrorCode, type SimulatorErrorOptions } from "./simulator-error.ts";
