import { monitoringState, setMonitoring } from "../../model/monitoring.ts";
import { refuseMonitoring } from "../../model/power.ts";
import { element, leaf, list } from "../../wire/xml.ts";
import { type Ec2ActionTable, type Ec2Call, endDryRun } from "../ec2-action.ts";
import { named } from "./power.ts";

/** Detailed monitoring, on and off. */
export const monitoringActions: Ec2ActionTable = {
  MonitorInstances: (call) => monitor(call, true),
  UnmonitorInstances: (call) => monitor(call, false),
};

function monitor(call: Ec2Call, detailed: boolean): string {
  const { delays, clock } = call.world;
  const nowMs = clock();
  const seen = named(call);
  refuseMonitoring(seen);
  endDryRun(call);
  return list(
    "instancesSet",
    seen.map(({ instance }) => {
      setMonitoring(instance, detailed, nowMs);
      const state = leaf("state", monitoringState(instance, delays, nowMs));
      return leaf("instanceId", instance.id) + element("monitoring", state);
    }),
  );
}
