import type {
  CloudWatchClient,
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
} from "@aws-sdk/client-cloudwatch";
import type { CallOptions } from "@cml-fleet/core";
import { sent } from "./call.ts";

/** Gives the CloudWatch client of a region: the caller's own, or {@link AwsClients.cloudwatch}. It is never closed here. */
export type CloudWatchClients = (
  region: string,
) => Pick<CloudWatchClient, "send"> | Promise<Pick<CloudWatchClient, "send">>;

/** One call of GetMetricData, with its errors translated. */
export type GetMetricData = (
  region: string,
  input: GetMetricDataCommandInput,
  options: CallOptions,
) => Promise<GetMetricDataCommandOutput>;

/** Loads the SDK with the first call, so that whoever reads no metrics does not pay for it. */
export function metricDataGetter(clients: CloudWatchClients): GetMetricData {
  return (region, input, options) =>
    sent({ operation: "GetMetricData", region }, options, async (sending) => {
      const { GetMetricDataCommand } = await import("@aws-sdk/client-cloudwatch");
      return (await clients(region)).send(new GetMetricDataCommand(input), sending);
    });
}
