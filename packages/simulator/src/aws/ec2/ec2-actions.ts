import { describeAvailabilityZones } from "./actions/describe-availability-zones.ts";
import { belongingActions } from "./actions/describe-belongings.ts";
import { describeImages } from "./actions/describe-images.ts";
import { describeInstanceStatus } from "./actions/describe-instance-status.ts";
import { describeInstanceTypes } from "./actions/describe-instance-types.ts";
import { describeInstances } from "./actions/describe-instances.ts";
import { networkActions } from "./actions/describe-network.ts";
import { describeRegions } from "./actions/describe-regions.ts";
import { describeSecurityGroups } from "./actions/describe-security-groups.ts";
import { imageRegistrationActions } from "./actions/image-registration.ts";
import { instanceAttributeActions } from "./actions/instance-attribute.ts";
import { monitoringActions } from "./actions/monitoring.ts";
import { powerActions } from "./actions/power.ts";
import { runInstances } from "./actions/run-instances.ts";
import { tagActions } from "./actions/tags.ts";
import type { Ec2ActionTable } from "./ec2-action.ts";

/** Every action of EC2 that is simulated. */
export const ec2Actions: Ec2ActionTable = {
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeImages: describeImages,
  DescribeInstanceStatus: describeInstanceStatus,
  DescribeInstanceTypes: describeInstanceTypes,
  DescribeInstances: describeInstances,
  DescribeRegions: describeRegions,
  DescribeSecurityGroups: describeSecurityGroups,
  RunInstances: runInstances,
  ...belongingActions,
  ...networkActions,
  ...imageRegistrationActions,
  ...instanceAttributeActions,
  ...monitoringActions,
  ...powerActions,
  ...tagActions,
};
