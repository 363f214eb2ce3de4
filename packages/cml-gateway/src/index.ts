// gateway  what the fleet's workflows use to reach a worker's controller
// visit    one look at a controller: certificate, version, statistics, health, licence, labs

export { type CmlGatewayOptions, createCmlGateway } from "./cml-gateway.ts";
export type { CmlTrust } from "./controllers.ts";
