/** A token bucket as AWS publishes it: how many at once, and how many a second after that. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** How often one action may be called. */
export interface ActionRate {
  /** Calls. */
  readonly calls: Rate;
  /** Instances named in those calls; AWS counts them apart for actions that change many at once. */
  readonly instances?: Rate;
}

/**
 * AWS's published limits, per account and region (EC2 API throttling; CloudWatch service quotas: 50 GetMetricData a
 * second). An account's own may be higher.
 */
export const publishedRates: Readonly<Record<string, ActionRate>> = {
  DescribeInstances: { calls: { burst: 100, perSecond: 20 } },
  DescribeInstanceStatus: { calls: { burst: 100, perSecond: 20 } },
  DescribeImages: { calls: { burst: 100, perSecond: 20 } },
  StartInstances: { calls: { burst: 5, perSecond: 2 }, instances: { burst: 1_000, perSecond: 2 } },
  StopInstances: { calls: { burst: 50, perSecond: 5 }, instances: { burst: 1_000, perSecond: 20 } },
  GetMetricData: { calls: { burst: 50, perSecond: 50 } },
};
