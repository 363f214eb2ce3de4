import { AwsApiError } from "../aws-error.ts";
import type { Region, World } from "../model/world.ts";
import type { AwsCall } from "../wire/aws-call.ts";
import { cloudWatchActions } from "./cloudwatch-actions.ts";

/** Carries out a call of CloudWatch. @returns the answer. @throws AwsApiError for every refusal. */
export function answerCloudWatch(world: World, region: Region, { action, json }: AwsCall): unknown {
  const handle = Object.hasOwn(cloudWatchActions, action) ? cloudWatchActions[action] : undefined;
  if (!handle) throw new AwsApiError("InvalidAction", `Could not find operation ${action}.`);
  return handle({ world, region, input: parsed(json) });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new AwsApiError("SerializationException", "The body of the call is no JSON.");
  }
}
