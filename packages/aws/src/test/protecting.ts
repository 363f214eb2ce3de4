import { type Behaviour, ec2Error, list } from "./fake-aws.ts";

/** Refuses what names one of these instances, for a reason that their state does not show. */
export const protecting =
  (ids: ReadonlySet<string>, behaviour: Behaviour): Behaviour =>
  (call) => {
    const named = call.action === "StopInstances" ? list(call.params, "InstanceId") : [];
    return named.some((id) => ids.has(id)) ? ec2Error("OperationNotPermitted") : behaviour(call);
  };
