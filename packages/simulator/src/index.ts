// Controller: a simulated CML appliance. Identity: its private key and certificate. Fault: what goes wrong between a
// client and a server.
export type { CmlFault, CmlFaultRule } from "./cml/cml-faults.ts";
export { type CmlSimulator, startCmlSimulator } from "./cml/cml-simulator.ts";
export { type ControllerIdentity, createIdentity } from "./cml/identity.ts";
export type { SeedLab } from "./cml/labs/seed-lab.ts";
export type { CmlSimulatorOptions, Hardware } from "./cml/options.ts";
export type { ComputeStats, SystemStats } from "./cml/system-stats.ts";
export type { WireFault } from "./http/faults.ts";
