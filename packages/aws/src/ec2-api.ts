import type {
  DescribeImagesCommandInput,
  DescribeImagesCommandOutput,
  DescribeInstanceStatusCommandInput,
  DescribeInstanceStatusCommandOutput,
  DescribeInstancesCommandInput,
  DescribeInstancesCommandOutput,
  EC2Client,
  StartInstancesCommandOutput,
  StopInstancesCommandOutput,
} from "@aws-sdk/client-ec2";
import type { CallOptions } from "@cml-fleet/core";
import { sent } from "./call.ts";
import { lean } from "./lean-describe.ts";

/** Gives the EC2 client of a region: the caller's own, or {@link AwsClients.ec2}. It is never closed here. */
export type Ec2Clients = (region: string) => Pick<EC2Client, "send"> | Promise<Pick<EC2Client, "send">>;

/** The calls of EC2 that are used, each with its errors translated. */
export interface Ec2Api {
  describeInstances(
    region: string,
    input: DescribeInstancesCommandInput,
    options: CallOptions,
  ): Promise<DescribeInstancesCommandOutput>;
  describeInstanceStatus(
    region: string,
    input: DescribeInstanceStatusCommandInput,
    options: CallOptions,
  ): Promise<DescribeInstanceStatusCommandOutput>;
  describeImages(
    region: string,
    input: DescribeImagesCommandInput,
    options: CallOptions,
  ): Promise<DescribeImagesCommandOutput>;
  startInstances(region: string, ids: string[], options: CallOptions): Promise<StartInstancesCommandOutput>;
  stopInstances(region: string, ids: string[], options: CallOptions): Promise<StopInstancesCommandOutput>;
}

// Loading the SDK takes a third of a second and 90 MB: whoever never calls EC2 does not pay for it.
const sdk = () => import("@aws-sdk/client-ec2");

export function ec2Api(clients: Ec2Clients): Ec2Api {
  return {
    describeInstances: (region, input, options) =>
      sent({ operation: "DescribeInstances", region }, options, async (sending) => {
        const { DescribeInstancesCommand } = await sdk();
        return (await clients(region)).send(lean(new DescribeInstancesCommand(input)), sending);
      }),
    describeInstanceStatus: (region, input, options) =>
      sent({ operation: "DescribeInstanceStatus", region }, options, async (sending) => {
        const { DescribeInstanceStatusCommand } = await sdk();
        return (await clients(region)).send(new DescribeInstanceStatusCommand(input), sending);
      }),
    describeImages: (region, input, options) =>
      sent({ operation: "DescribeImages", region }, options, async (sending) => {
        const { DescribeImagesCommand } = await sdk();
        return (await clients(region)).send(new DescribeImagesCommand(input), sending);
      }),
    startInstances: (region, ids, options) =>
      sent({ operation: "StartInstances", region }, options, async (sending) => {
        const { StartInstancesCommand } = await sdk();
        return (await clients(region)).send(new StartInstancesCommand({ InstanceIds: ids }), sending);
      }),
    stopInstances: (region, ids, options) =>
      sent({ operation: "StopInstances", region }, options, async (sending) => {
        const { StopInstancesCommand } = await sdk();
        return (await clients(region)).send(new StopInstancesCommand({ InstanceIds: ids }), sending);
      }),
  };
}
