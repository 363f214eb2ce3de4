import { AwsApiError } from "../aws-error.ts";
import type { Instance, Seen } from "./instance.ts";
import { hardwareOf, isInstanceType } from "./instance-types.ts";

/** @throws AwsApiError `IncorrectInstanceState` unless it is stopped, `InvalidParameterValue` for a type that there is not. */
export function refuseResize({ instance, state }: Seen, type: string): void {
  if (!isInstanceType(type)) {
    throw new AwsApiError("InvalidParameterValue", `Invalid value '${type}' for InstanceType.`);
  }
  if (state === "stopped") return;
  throw new AwsApiError(
    "IncorrectInstanceState",
    `The instance '${instance.id}' is not in the 'stopped' state.`,
  );
}

/**
 * Makes it an instance of another type. What its launch asked of the CPUs is over then, which is an assumption; a controller
 * that was given hardware of its own keeps that.
 */
export function resize(instance: Instance, type: string): void {
  const controller = instance.host?.controller;
  if (controller?.hardware === hardwareOf(instance.type)) controller.hardware = hardwareOf(type);
  if (type !== instance.type) instance.cpuOptions = {};
  instance.type = type;
  instance.revision += 1;
}
