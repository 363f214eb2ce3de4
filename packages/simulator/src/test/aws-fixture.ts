import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { EC2Client } from "@aws-sdk/client-ec2";
import { type AwsSimulator, startAwsSimulator } from "../aws/aws-simulator.ts";
import type { AwsSimulatorOptions } from "../aws/options.ts";
import { type ManualClock, manualClock } from "./manual-clock.ts";

process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] = "true";

/** A started simulator, the SDK's own clients for one of its regions, and the clock of both. */
export interface AwsFixture extends AsyncDisposable {
  readonly aws: AwsSimulator;
  readonly ec2: EC2Client;
  readonly cloudWatch: CloudWatchClient;
  readonly clock: ManualClock;
}

export const region = "us-east-1";

/** The clients try once, so that a test sees every answer. */
export async function awsFixture(options: AwsSimulatorOptions = {}): Promise<AwsFixture> {
  const clock = manualClock();
  const aws = await startAwsSimulator({ clock: clock.now, ...options });
  const config = clientConfig(aws);
  const ec2 = new EC2Client(config);
  const cloudWatch = new CloudWatchClient(config);
  return {
    aws,
    ec2,
    cloudWatch,
    clock,
    async [Symbol.asyncDispose]() {
      ec2.destroy();
      cloudWatch.destroy();
      await aws.close();
    },
  };
}

export function clientConfig({ endpoint, accessKeyId, secretAccessKey }: AwsSimulator) {
  return { region, endpoint, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
}

/** Instances without controllers, for tests that need none. */
export const withoutControllers = { controllers: { enabled: false } } as const;

/** The name of the error a call fails with. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Error) return error.name;
  throw new Error("The call succeeded.");
}

/** A client that is closed at the end of its block. */
export function disposable<Client extends { destroy(): void }>(
  client: Client,
): Disposable & { readonly client: Client } {
  return { client, [Symbol.dispose]: () => client.destroy() };
}
