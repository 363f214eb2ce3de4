import { AwsApiError } from "../aws-error.ts";
import type { VolumePlan } from "../model/volume.ts";
import type { QueryParams } from "../wire/query-params.ts";

const types: readonly string[] = ["gp2", "gp3", "io1", "io2", "sc1", "st1", "standard"];
const largestGib = 65_536;

/**
 * The volumes a launch asks for, or an image is registered with.
 *
 * @throws AwsApiError `InvalidParameterValue`, `InvalidBlockDeviceMapping`, `UnknownVolumeType`.
 */
export function readVolumes(params: QueryParams): readonly VolumePlan[] {
  const mappings = params
    .structures("BlockDeviceMapping")
    .filter((mapping) => mapping.text("NoDevice") === undefined && mapping.text("VirtualName") === undefined);
  const names = mappings.map((mapping) => mapping.required("DeviceName"));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new AwsApiError(
      "InvalidBlockDeviceMapping",
      `The device '${twice}' is used in more than one block-device mapping`,
    );
  }
  return mappings.map((mapping, index) => volumeIn(mapping.structure("Ebs"), names[index]!));
}

function volumeIn(ebs: QueryParams, deviceName: string): VolumePlan {
  const sizeGib = ebs.whole("VolumeSize");
  if (sizeGib !== undefined && (sizeGib < 1 || sizeGib > largestGib)) {
    throw new AwsApiError(
      "InvalidParameterValue",
      `Invalid value '${sizeGib}' for VolumeSize: a volume has from 1 to ${largestGib} GiB.`,
    );
  }
  const type = ebs.text("VolumeType");
  if (type !== undefined && !types.includes(type)) {
    throw new AwsApiError(
      "UnknownVolumeType",
      `Unsupported volume type '${type}': there are ${types.join(", ")}.`,
    );
  }
  const snapshotId = ebs.text("SnapshotId");
  return {
    deviceName,
    ...(sizeGib !== undefined && { sizeGib }),
    ...(type !== undefined && { type }),
    ...(snapshotId !== undefined && { snapshotId }),
    ...(ebs.text("Encrypted") !== undefined && { encrypted: ebs.flag("Encrypted") }),
    ...(ebs.text("DeleteOnTermination") !== undefined && {
      deleteOnTermination: ebs.flag("DeleteOnTermination"),
    }),
  };
}
