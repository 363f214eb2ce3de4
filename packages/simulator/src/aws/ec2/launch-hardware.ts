import { AwsApiError } from "../aws-error.ts";
import { nestsVirtualization } from "../model/instance-types.ts";
import type { InstancePlan } from "../model/launch.ts";
import type { QueryParams } from "../wire/query-params.ts";

/** What a launch asks of the CPUs and of the metadata service. @throws AwsApiError `InvalidParameterValue`. */
export function readHardware(
  params: QueryParams,
  type: string,
): Pick<InstancePlan, "cpuOptions" | "metadataOptions" | "hibernation"> {
  const cpu = params.structure("CpuOptions");
  const coreCount = cpu.whole("CoreCount");
  const threadsPerCore = cpu.whole("ThreadsPerCore");
  const nestedVirtualization = oneOf(cpu, "NestedVirtualization", ["enabled", "disabled"]);
  if (nestedVirtualization === "enabled" && !nestsVirtualization(type)) {
    throw new AwsApiError(
      "InvalidParameterCombination",
      `The instance type '${type}' does not support nested virtualization.`,
    );
  }
  const metadata = params.structure("MetadataOptions");
  const hopLimit = metadata.whole("HttpPutResponseHopLimit") ?? 1;
  if (hopLimit < 1 || hopLimit > 64) throw invalid("HttpPutResponseHopLimit", String(hopLimit));
  return {
    cpuOptions: {
      ...(coreCount !== undefined && { coreCount }),
      ...(threadsPerCore !== undefined && { threadsPerCore }),
      ...(nestedVirtualization && { nestedVirtualization }),
    },
    hibernation: params.structure("HibernationOptions").flag("Configured"),
    metadataOptions: {
      httpTokens: oneOf(metadata, "HttpTokens", ["optional", "required"]) ?? "optional",
      hopLimit,
      httpEndpoint: oneOf(metadata, "HttpEndpoint", ["enabled", "disabled"]) ?? "enabled",
    },
  };
}

function oneOf<Value extends string>(
  params: QueryParams,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const text = params.text(name);
  if (text === undefined) return undefined;
  const value = values.find((one) => one === text);
  if (value === undefined) throw invalid(name, text);
  return value;
}

function invalid(name: string, value: string): AwsApiError {
  return new AwsApiError("InvalidParameterValue", `Invalid value '${value}' for ${name}.`);
}
