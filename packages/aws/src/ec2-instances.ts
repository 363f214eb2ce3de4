import { type Clock, type InstanceControl, type InstanceReader, systemClock } from "@cml-fleet/core";
import { instanceDescriber } from "./describe.ts";
import { type Ec2Clients, ec2Api } from "./ec2-api.ts";
import { healthReader } from "./health.ts";
import { powerControl } from "./power.ts";

/** What {@link ec2Instances} needs. */
export interface Ec2InstancesOptions {
  /** The EC2 client of a region: `awsClients().ec2`, or your own. */
  readonly clients: Ec2Clients;
  /** @defaultValue the system's clock */
  readonly clock?: Clock;
}

/**
 * Machines on EC2, read and commanded in bulk.
 *
 * @example
 * ```ts
 * const aws = awsClients();
 * const instances = ec2Instances({ clients: aws.ec2 });
 * const { found, missing } = await instances.describe([{ region: "eu-west-1", id: "i-0123456789abcdef0" }]);
 * ```
 */
export function ec2Instances(options: Ec2InstancesOptions): InstanceReader & InstanceControl {
  const { clients, clock = systemClock } = options;
  const api = ec2Api(clients);
  const describer = instanceDescriber(api, clock);
  return { ...describer, ...healthReader(api, clock), ...powerControl(api, describer) };
}
