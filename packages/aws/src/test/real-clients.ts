import { type AwsClients, type AwsClientsOptions, awsClients } from "../clients.ts";

process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** The SDK's own clients, talking to a loopback server, not held back unless a test says so. */
export function realClients(endpoint: string, options: AwsClientsOptions = {}): AwsClients {
  const unlimited = { burst: 1e6, perSecond: 1e6 };
  return awsClients({
    endpoint,
    credentials: { accessKeyId: "AKIDTEST", secretAccessKey: "test" },
    pacing: {
      rates: {
        DescribeInstances: { calls: unlimited },
        DescribeInstanceStatus: { calls: unlimited },
        DescribeImages: { calls: unlimited },
        StartInstances: { calls: unlimited },
        StopInstances: { calls: unlimited },
        GetMetricData: { calls: unlimited },
      },
    },
    ...options,
  });
}
