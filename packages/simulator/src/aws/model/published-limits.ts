import type { ActionLimit, ActionLimits } from "../limit-options.ts";

const reading = { calls: { burst: 100, perSecond: 20 } } as const satisfies ActionLimit;
const bareReading = { ...reading, bareCalls: { burst: 50, perSecond: 10 } } as const satisfies ActionLimit;
const changing = { calls: { burst: 50, perSecond: 5 } } as const satisfies ActionLimit;
const tagging = { calls: { burst: 100, perSecond: 10 } } as const satisfies ActionLimit;
/** CloudWatch's quotas are calls per second. */
const perSecond = (calls: number): ActionLimit => ({ calls: { burst: calls, perSecond: calls } });

/** What AWS publishes for every account and region; an account may have been granted more. */
export const publishedLimits: ActionLimits = {
  DescribeInstances: bareReading,
  DescribeInstanceStatus: bareReading,
  DescribeImages: reading,
  DescribeTags: reading,
  DescribeAvailabilityZones: reading,
  DescribeInstanceAttribute: reading,
  DescribeInstanceTypes: reading,
  DescribeKeyPairs: reading,
  DescribeRegions: reading,
  DescribeSecurityGroups: reading,
  DescribeSubnets: reading,
  DescribeVolumes: reading,
  DescribeVpcs: reading,
  RunInstances: { calls: { burst: 5, perSecond: 2 }, instances: { burst: 1_000, perSecond: 2 } },
  StartInstances: { calls: { burst: 5, perSecond: 2 }, instances: { burst: 1_000, perSecond: 2 } },
  StopInstances: { ...changing, instances: { burst: 1_000, perSecond: 20 } },
  RebootInstances: changing,
  MonitorInstances: changing,
  UnmonitorInstances: changing,
  ModifyInstanceAttribute: changing,
  RegisterImage: changing,
  DeregisterImage: changing,
  TerminateInstances: {
    calls: { burst: 100, perSecond: 5 },
    instances: { burst: 1_000, perSecond: 20 },
  },
  CreateTags: tagging,
  DeleteTags: tagging,
  GetMetricData: perSecond(50),
  GetMetricStatistics: perSecond(400),
};
