/** One thing the adapters need to be allowed. */
export interface Permission {
  /** IAM action. */
  readonly action: string;
  /** Whether the action can be narrowed to single instances; the reading ones cannot. */
  readonly perInstance: boolean;
  /** What stops working without it. */
  readonly neededFor: string;
}

/** Every AWS operation this package calls, and the permission it takes. */
export const permissions = {
  DescribeInstances: {
    action: "ec2:DescribeInstances",
    perInstance: false,
    neededFor: "state and discovery",
  },
  DescribeInstanceStatus: {
    action: "ec2:DescribeInstanceStatus",
    perInstance: false,
    neededFor: "health checks",
  },
  DescribeImages: {
    action: "ec2:DescribeImages",
    perInstance: false,
    neededFor: "image names and import by image",
  },
  StartInstances: { action: "ec2:StartInstances", perInstance: true, neededFor: "starting workers" },
  StopInstances: {
    action: "ec2:StopInstances",
    perInstance: true,
    neededFor: "stopping and pausing workers",
  },
  GetMetricData: { action: "cloudwatch:GetMetricData", perInstance: false, neededFor: "CloudWatch metrics" },
} as const satisfies Readonly<Record<string, Permission>>;

/** An AWS operation this package calls. */
export type AwsOperation = keyof typeof permissions;

/** The IAM action an operation takes. */
export function actionOf(operation: string): string {
  return Object.hasOwn(permissions, operation) ? permissions[operation as AwsOperation].action : operation;
}
