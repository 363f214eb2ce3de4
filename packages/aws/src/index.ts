// client         the AWS SDK's own object for one service in one region; adapters are given clients and never close them
// instance       a machine as EC2 knows it
// image          what a machine is launched from (AMI)
// batch          the instances one call names
// pacing         holding calls back so that AWS does not refuse one as too many
export { type AwsClients, type AwsClientsOptions, awsClients } from "./clients.ts";
export type { CloudWatchClients } from "./cloudwatch-api.ts";
export { type CloudWatchMetricsOptions, cloudWatchMetrics } from "./cloudwatch-metrics.ts";
export type { Ec2Clients } from "./ec2-api.ts";
export { type Ec2ImagesOptions, ec2Images } from "./ec2-images.ts";
export { type Ec2InstancesOptions, ec2Instances } from "./ec2-instances.ts";
export type { AgentDimensions } from "./metric-queries.ts";
export type { PacingOptions } from "./pacing.ts";
export { type AwsOperation, type Permission, permissions } from "./permissions.ts";
export { type ActionRate, publishedRates, type Rate } from "./rates.ts";
