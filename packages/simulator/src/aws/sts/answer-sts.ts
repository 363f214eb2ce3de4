import { AwsApiError } from "../aws-error.ts";
import { assumeRole } from "./actions/assume-role.ts";
import { getCallerIdentity } from "./actions/get-caller-identity.ts";
import type { StsActionTable, StsCall } from "./sts-action.ts";

/** Every action of STS that is simulated. */
export const stsActions: StsActionTable = {
  AssumeRole: assumeRole,
  GetCallerIdentity: getCallerIdentity,
};

/** Carries out a call of STS. @returns the answer. @throws AwsApiError for every refusal. */
export function answerSts(action: string, call: StsCall): unknown {
  const handle = Object.hasOwn(stsActions, action) ? stsActions[action] : undefined;
  if (!handle) throw new AwsApiError("InvalidAction", `Could not find operation ${action}.`);
  return handle(call);
}
