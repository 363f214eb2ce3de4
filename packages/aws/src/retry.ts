import type { EC2Client } from "@aws-sdk/client-ec2";

type AnyRetryStrategy = Awaited<ReturnType<EC2Client["config"]["retryStrategy"]>>;
type RetryStrategy = Extract<AnyRetryStrategy, { refreshRetryTokenForRetry: unknown }>;

// `Unsupported` and the limits are 4xx, which the SDK does not try again anyway.
const noRoom = /^(Insufficient|Unfulfillable)/;

/**
 * Keeps the SDK from asking again for capacity that is not there. EC2 says so with status 500, which the SDK takes for
 * a passing fault: three calls in a tenth of a second, out of an allowance of five.
 */
export function withoutCapacityRetries(strategy: AnyRetryStrategy): AnyRetryStrategy {
  if (!("refreshRetryTokenForRetry" in strategy)) return strategy;
  const refusing: RetryStrategy = {
    acquireInitialRetryToken: (scope) => strategy.acquireInitialRetryToken(scope),
    async refreshRetryTokenForRetry(token, info) {
      if (info.error instanceof Error && noRoom.test(info.error.name)) throw info.error;
      return strategy.refreshRetryTokenForRetry(token, info);
    },
    recordSuccess: (token) => strategy.recordSuccess(token),
  };
  return refusing;
}
