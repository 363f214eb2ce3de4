import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { EC2Client, EC2ClientConfig } from "@aws-sdk/client-ec2";
import { pacedBy, pacedPosition } from "./paced.ts";
import { type PacingOptions, pacing } from "./pacing.ts";
import { perRegion } from "./per-region.ts";
import { withoutCapacityRetries } from "./retry.ts";

/** How {@link awsClients} reaches AWS. */
export interface AwsClientsOptions {
  /**
   * Credentials, or a function that gives them. Resolved once and shared by all clients; asked for again when their
   * `expiration` comes near.
   * @defaultValue The SDK's own chain: environment, shared files, SSO, web identity, container, instance role.
   */
  readonly credentials?: NonNullable<EC2ClientConfig["credentials"]>;
  /** Base URL to send every call to, for a simulator. @defaultValue `AWS_ENDPOINT_URL`, or AWS itself */
  readonly endpoint?: string;
  /** How often a call is made before its failure is reported. @defaultValue `AWS_MAX_ATTEMPTS`, or 4 */
  readonly maxAttempts?: number;
  /** Time to wait for a connection, in milliseconds. @defaultValue 3_000 */
  readonly connectTimeoutMs?: number;
  /** Time to wait for an answer to begin, and to go on, for each attempt, in milliseconds. @defaultValue 30_000 */
  readonly requestTimeoutMs?: number;
  /** How calls are held back before AWS refuses them. */
  readonly pacing?: PacingOptions;
}

/** The AWS SDK's clients, made when first asked for, one for each service and region. Usable without `this`. */
export interface AwsClients {
  /** The EC2 client of a region. */
  readonly ec2: (region: string) => Promise<EC2Client>;
  /** The CloudWatch client of a region. */
  readonly cloudwatch: (region: string) => Promise<CloudWatchClient>;
  /** Closes the connections of all clients. A client asked for after that is a new one. */
  destroy(): void;
  [Symbol.dispose](): void;
}

/**
 * Makes the AWS SDK's clients with what a fleet needs: standard retries that leave out missing capacity, time limits that
 * end a call, one set of credentials, and calls held back to a share of the account's request limits.
 *
 * The SDK's environment variables are heeded, `AWS_ENDPOINT_URL` too. The SDK is loaded with the first client.
 *
 * @throws CoreError `invalid_input` when the share of the limits is no share.
 *
 * @example
 * ```ts
 * using aws = awsClients();
 * const instances = ec2Instances({ clients: aws.ec2 });
 * ```
 */
export function awsClients(options: AwsClientsOptions = {}): AwsClients {
  const pacerOf = pacing(options.pacing);
  const settings = clientSettings(options);
  // From the options or, with the first client, from the SDK's chain; it remembers what it resolved.
  let { credentials } = options;

  const ec2 = perRegion(async (region) => {
    const { EC2Client } = await import("@aws-sdk/client-ec2");
    const client = new EC2Client({ ...settings, region, ...(credentials && { credentials }) });
    credentials = client.config.credentials;
    const { retryStrategy } = client.config;
    client.config.retryStrategy = async () => withoutCapacityRetries(await retryStrategy());
    client.middlewareStack.add(pacedBy(pacerOf(region)), pacedPosition);
    silence(client.middlewareStack);
    return client;
  });
  const cloudwatch = perRegion(async (region) => {
    const { CloudWatchClient } = await import("@aws-sdk/client-cloudwatch");
    const client = new CloudWatchClient({ ...settings, region, ...(credentials && { credentials }) });
    credentials = client.config.credentials;
    client.middlewareStack.add(pacedBy(pacerOf(region)), pacedPosition);
    silence(client.middlewareStack);
    return client;
  });

  function destroy(): void {
    ec2.destroy();
    cloudwatch.destroy();
  }

  return { ec2: ec2.client, cloudwatch: cloudwatch.client, destroy, [Symbol.dispose]: destroy };
}

/** The SDK copies every answer, to leave secrets out of a log that nobody writes: a fifth of the time of a big answer. */
function silence(stack: { remove(name: string): boolean }): void {
  stack.remove("loggerMiddleware");
}

function clientSettings(options: AwsClientsOptions) {
  const { endpoint, maxAttempts, connectTimeoutMs = 3_000, requestTimeoutMs = 30_000 } = options;
  const ownAttempts = maxAttempts ?? (process.env["AWS_MAX_ATTEMPTS"] ? undefined : 4);
  return {
    ...(endpoint && { endpoint }),
    ...(ownAttempts && { maxAttempts: ownAttempts }),
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Without this the SDK only warns when an answer is late, and goes on waiting.
      throwOnRequestTimeout: true,
      // The above is over with the head of an answer; this one ends the wait for the rest of it.
      socketTimeout: requestTimeoutMs,
    },
  };
}
