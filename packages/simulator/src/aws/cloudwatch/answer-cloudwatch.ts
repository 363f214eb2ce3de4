import { AwsApiError } from "../aws-error.ts";
import type { CloudWatchCall } from "./cloudwatch-action.ts";
import { cloudWatchActions } from "./cloudwatch-actions.ts";

/** Carries out a call of CloudWatch. @returns the answer. @throws AwsApiError for every refusal. */
export function answerCloudWatch(action: string, call: CloudWatchCall): unknown {
  const handle = Object.hasOwn(cloudWatchActions, action) ? cloudWatchActions[action] : undefined;
  if (!handle) throw new AwsApiError("InvalidAction", `Could not find operation ${action}.`);
  if (!call.region.buckets.pay(action, () => ({ bare: false, instances: 0 }))) {
    throw new AwsApiError("Throttling", "Rate exceeded");
  }
  return handle(call);
}
