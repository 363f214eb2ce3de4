import { AwsApiError } from "../aws-error.ts";
import type { VolumePlan } from "../model/volume.ts";
import type { QueryParams } from "../wire/query-params.ts";

/** The volumes a launch asks for. @throws AwsApiError `InvalidParameterValue`, `InvalidBlockDeviceMapping`. */
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
  return mappings.map((mapping, index) => {
    const ebs = mapping.structure("Ebs");
    const sizeGib = ebs.whole("VolumeSize");
    const type = ebs.text("VolumeType");
    return {
      deviceName: names[index]!,
      ...(sizeGib !== undefined && { sizeGib }),
      ...(type !== undefined && { type }),
      encrypted: ebs.flag("Encrypted"),
      ...(ebs.text("DeleteOnTermination") !== undefined && {
        deleteOnTermination: ebs.flag("DeleteOnTermination"),
      }),
    };
  });
}
