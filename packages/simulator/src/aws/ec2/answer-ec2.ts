import { AwsApiError } from "../aws-error.ts";
import type { Region, World } from "../model/world.ts";
import type { AwsCall } from "../wire/aws-call.ts";
import type { XmlContent } from "../wire/xml.ts";
import { costOf } from "./call-cost.ts";
import { endDryRun } from "./ec2-action.ts";
import { ec2Actions } from "./ec2-actions.ts";

const version = "2016-11-15";

/** Carries out a call of EC2. @returns the content of the answer. @throws AwsApiError for every refusal. */
export async function answerEc2(
  world: World,
  region: Region,
  { action, form: { params } }: AwsCall,
): Promise<XmlContent> {
  const handle = Object.hasOwn(ec2Actions, action) ? ec2Actions[action] : undefined;
  if (!handle || params.text("Version") !== version) {
    throw new AwsApiError("InvalidAction", `The action ${action} is not valid for this web service.`);
  }
  if (!region.buckets.pay(action, () => costOf(action, params))) {
    throw new AwsApiError("RequestLimitExceeded", "Request limit exceeded.");
  }
  const call = { world, region, params };
  const content = await handle(call);
  endDryRun(call);
  return content;
}
