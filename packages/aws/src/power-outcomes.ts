import type { InstanceStateChange } from "@aws-sdk/client-ec2";
import {
  CoreError,
  type InstanceRef,
  type Outcome,
  type PowerChange,
  type PowerState,
} from "@cml-fleet/core";
import { toPowerState } from "./instance-mapping.ts";

export function failed(ref: InstanceRef, error: CoreError): Outcome<PowerChange> {
  return { ref, ok: false, error };
}

export function unknownInstance(ref: InstanceRef, cause: CoreError): Outcome<PowerChange> {
  const message = `EC2 knows no instance ${ref.id} in ${ref.region}.`;
  return failed(ref, new CoreError(message, { code: "not_found", cause }));
}

export function impossible(ref: InstanceRef, power: PowerState, cause: CoreError): Outcome<PowerChange> {
  const message = `Instance ${ref.id} in ${ref.region} is ${power}, which does not allow this command.`;
  return failed(ref, new CoreError(message, { code: "conflict", cause }));
}

/** What EC2 said it changes, for each instance that was commanded. */
export function answered(
  batch: readonly InstanceRef[],
  changes: readonly InstanceStateChange[],
): Outcome<PowerChange>[] {
  const byId = new Map(changes.map((change) => [change.InstanceId, change]));
  return batch.map((ref) => {
    const change = byId.get(ref.id);
    if (change === undefined) {
      const message = `AWS said nothing about ${ref.id} in ${ref.region}.`;
      return failed(ref, new CoreError(message, { code: "unavailable", retryable: true }));
    }
    const { PreviousState, CurrentState } = change;
    return {
      ref,
      ok: true,
      value: { from: toPowerState(PreviousState?.Name), to: toPowerState(CurrentState?.Name) },
    };
  });
}
