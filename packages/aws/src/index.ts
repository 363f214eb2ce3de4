// Client: the AWS SDK's own object for one service in one region. Adapters are given clients and never close them.
// Instance: a machine as EC2 knows it. Image: what a machine is launched from (AMI).
// Batch: the instances one call asks for. Pacing: waiting so that AWS does not refuse a call as one too many.
export type { Ec2Clients } from "./ec2-api.ts";
export { type Ec2InstancesOptions, ec2Instances } from "./ec2-instances.ts";
