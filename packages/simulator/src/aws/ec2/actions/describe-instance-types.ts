import { AwsApiError } from "../../aws-error.ts";
import { hardwareOf, isInstanceType, isMetal, nestsVirtualization } from "../../model/instance-types.ts";
import type { QueryParams } from "../../wire/query-params.ts";
import { element, leaf, list } from "../../wire/xml.ts";
import type { Ec2Action } from "../ec2-action.ts";
import { readFilters } from "../filters.ts";
import { page } from "../paging.ts";

/** What is listed when no type is named: those that people run CML on. Every other type can be asked for by name. */
const usual = [
  "c5.2xlarge",
  "c5.4xlarge",
  "c5.metal",
  "c8i.4xlarge",
  "m5zn.metal",
  "m8i.4xlarge",
  "r8i.4xlarge",
] as const;

const idLimit = 100;
const mib = 2 ** 20;
const architecture = "x86_64";

/** DescribeInstanceTypes: what AWS's names of types say about them. */
export const describeInstanceTypes: Ec2Action = ({ params }) => {
  const named = params.texts("InstanceType");
  const unknown = named.filter((type) => !isInstanceType(type));
  if (unknown.length > 0) {
    throw new AwsApiError(
      "InvalidInstanceType",
      `The following supplied instance types do not exist: [${unknown.join(", ")}]`,
    );
  }
  if (named.length > idLimit) {
    throw new AwsApiError("InvalidParameterValue", `A call takes no more than ${idLimit} instance types.`);
  }
  const passes = readFilters<string>(params, {
    attributes: {
      "bare-metal": (type) => String(isMetal(type)),
      "current-generation": () => "true",
      hypervisor: hypervisorOf,
      "instance-type": (type) => type,
      "memory-info.size-in-mib": (type) => String(hardwareOf(type).memoryBytes / mib),
      "processor-info.supported-architecture": () => architecture,
      "supported-root-device-type": () => "ebs",
      "supported-virtualization-type": () => "hvm",
      "vcpu-info.default-cores": (type) => String(hardwareOf(type).cpus / threadsOf(type)),
      "vcpu-info.default-threads-per-core": (type) => String(threadsOf(type)),
      "processor-info.supported-features": features,
      "vcpu-info.default-vcpus": (type) => String(hardwareOf(type).cpus),
    },
  });
  const all = new Set(named.length > 0 ? named : [...usual, ...filteredBy(params)]);
  const found = [...all].map((type, position) => ({ type, position })).filter(({ type }) => passes(type));
  const { items, next } = page(params, found, { limits: [5, 100], position: ({ position }) => position });
  return (
    list(
      "instanceTypeSet",
      items.map(({ type }) => typeItem(type)),
    ) + next
  );
};

/** The types a filter names in full. */
function filteredBy(params: QueryParams): readonly string[] {
  return params
    .structures("Filter")
    .filter((filter) => filter.text("Name") === "instance-type")
    .flatMap((filter) => filter.texts("Value"))
    .filter(isInstanceType);
}

/** Families whose virtual machines can host others. */
function features(type: string): readonly string[] {
  return nestsVirtualization(type) ? ["nested-virtualization"] : [];
}

function hypervisorOf(type: string): string | undefined {
  return isMetal(type) ? undefined : "nitro";
}

function threadsOf(type: string): number {
  return hardwareOf(type).threadsPerCore;
}

function typeItem(type: string): string {
  const { cpus, memoryBytes } = hardwareOf(type);
  const threads = threadsOf(type);
  return [
    leaf("instanceType", type),
    leaf("currentGeneration", true),
    leaf("bareMetal", isMetal(type)),
    leaf("hypervisor", hypervisorOf(type)),
    element(
      "processorInfo",
      list("supportedArchitectures", [architecture]) + list("supportedFeatures", features(type)),
    ),
    element(
      "vCpuInfo",
      leaf("defaultVCpus", cpus) +
        leaf("defaultCores", cpus / threads) +
        leaf("defaultThreadsPerCore", threads),
    ),
    element("memoryInfo", leaf("sizeInMiB", memoryBytes / mib)),
  ].join("");
}
