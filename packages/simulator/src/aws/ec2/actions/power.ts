import { AwsApiError } from "../../aws-error.ts";
import type { Seen } from "../../model/instance.ts";
import {
  rebootInstances,
  refuseHibernation,
  refuseReboot,
  refuseStart,
  refuseStop,
  refuseWithoutRoom,
  type StateChange,
  startInstances,
  stopInstances,
  terminateInstances,
} from "../../model/power.ts";
import { seenById } from "../../model/visible.ts";
import { leaf, list } from "../../wire/xml.ts";
import { type Ec2ActionTable, type Ec2Call, endDryRun } from "../ec2-action.ts";
import { stateXml } from "../instance-xml.ts";

/** Starting, stopping and terminating: ordered at once, carried out in time. */
export const powerActions: Ec2ActionTable = {
  StartInstances: async (call) => {
    const seen = named(call);
    refuseStart(seen);
    refuseWithoutRoom(call.world, call.region, seen);
    endDryRun(call);
    return changes(await startInstances(call.world, seen));
  },
  StopInstances: async (call) => {
    const seen = named(call);
    // A forced stop takes as long as any other here; the flag is read so that a wrong one is refused.
    call.params.flag("Force");
    refuseStop(seen);
    // One that hibernates takes as long too, and its labs do not go on.
    if (call.params.flag("Hibernate")) refuseHibernation(seen);
    endDryRun(call);
    return changes(await stopInstances(call.world, seen));
  },
  RebootInstances: async (call) => {
    const seen = named(call);
    refuseReboot(seen);
    endDryRun(call);
    await rebootInstances(call.world, seen);
    return leaf("return", true);
  },
  TerminateInstances: async (call) => {
    const seen = named(call);
    endDryRun(call);
    return changes(await terminateInstances(call.world, seen));
  },
};

/** The instances a call names. @throws AwsApiError when it names none, and for every id that is unknown. */
export function named({ world, region, params }: Ec2Call): readonly Seen[] {
  const ids = params.texts("InstanceId");
  if (ids.length > 0) return seenById(world, region, ids);
  throw new AwsApiError("MissingParameter", "The request must contain the parameter InstanceId");
}

function changes(all: readonly StateChange[]): string {
  return list(
    "instancesSet",
    all.map(
      ({ instance, previous, current }) =>
        leaf("instanceId", instance.id) +
        stateXml("currentState", current) +
        stateXml("previousState", previous),
    ),
  );
}
