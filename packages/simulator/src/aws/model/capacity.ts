import { AwsApiError } from "../aws-error.ts";
import type { CapacityLimit } from "../limit-options.ts";
import { hardwareOf } from "./instance-types.ts";
import type { Region, World } from "./world.ts";

/** Where an instance is to be switched on. */
export interface Place {
  readonly zone: string;
  readonly type: string;
}

/** What is left of the room there is, counted down as it is taken. */
export interface Room {
  /** Takes room for one instance. @returns the refusal when there is none. */
  take(place: Place): AwsApiError | undefined;
}

/** The room in a region of an account now. */
export function roomIn({ capacity }: World, { name, instances }: Region): Room {
  const limits = capacity.limits
    .filter(({ region = name }) => region === name)
    .map((limit) => ({ limit, instances: 0, vcpus: 0 }));
  const fitting = (place: Place) => limits.filter(({ limit }) => fits(limit, place));
  const count = (place: Place): void => {
    for (const used of fitting(place)) {
      used.instances += 1;
      used.vcpus += cpusOf(place);
    }
  };
  if (limits.length > 0) {
    for (const { order, availabilityZone: zone, type } of instances.values()) {
      if (order.kind === "start") count({ zone, type });
    }
  }
  return {
    take(place) {
      for (const { limit, instances, vcpus } of fitting(place)) {
        if (vcpus + cpusOf(place) > (limit.vcpus ?? Number.POSITIVE_INFINITY)) return vcpuLimit(limit.vcpus!);
        if (instances + 1 > (limit.instances ?? Number.POSITIVE_INFINITY)) return noCapacity(place);
      }
      count(place);
      return undefined;
    },
  };
}

function fits({ zone, type }: CapacityLimit, place: Place): boolean {
  return (zone ?? place.zone) === place.zone && (type ?? place.type) === place.type;
}

function cpusOf({ type }: Place): number {
  return hardwareOf(type).cpus;
}

function noCapacity({ zone, type }: Place): AwsApiError {
  return new AwsApiError(
    "InsufficientInstanceCapacity",
    `We currently do not have sufficient ${type} capacity in the Availability Zone you requested (${zone}).`,
  );
}

function vcpuLimit(limit: number): AwsApiError {
  return new AwsApiError(
    "VcpuLimitExceeded",
    `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the specified instance type belongs to.`,
  );
}
