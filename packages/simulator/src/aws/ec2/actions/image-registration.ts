import { AwsApiError } from "../../aws-error.ts";
import { makeImage } from "../../model/image.ts";
import type { QueryParams } from "../../wire/query-params.ts";
import { leaf } from "../../wire/xml.ts";
import { type Ec2ActionTable, type Ec2Call, endDryRun } from "../ec2-action.ts";
import { readVolumes } from "../launch-storage.ts";
import { imagesById } from "./describe-images.ts";

/** Making images of the account's own, and withdrawing them. Instances made of a withdrawn image go on. */
export const imageRegistrationActions: Ec2ActionTable = {
  RegisterImage(call) {
    const { params, region, world } = call;
    const name = params.required("Name");
    const [low, high] = nameLengths;
    if (name.length < low || name.length > high) {
      throw new AwsApiError(
        "InvalidAMIName.Malformed",
        `AMI names must be between ${low} and ${high} characters long`,
      );
    }
    const taken = [...region.images.values()].find(
      (image) => image.name === name && image.ownerId === world.account,
    );
    if (taken) {
      throw new AwsApiError(
        "InvalidAMIName.Duplicate",
        `AMI name ${name} is already in use by AMI ${taken.id}`,
      );
    }
    refuseOtherArchitectures(params);
    const storage = { rootDevice: params.text("RootDeviceName"), volumes: readVolumes(params) };
    endDryRun(call);
    const creationDate = new Date(world.clock()).toISOString();
    const seed = { region: region.name, name, description: params.text("Description") ?? "", creationDate };
    const image = makeImage(seed, world.nextOrdinal(), world.seed, world.account, storage);
    region.images.set(image.id, image);
    return leaf("imageId", image.id);
  },

  DeregisterImage(call) {
    const { params, region, world } = call;
    const [image] = imagesById(region, [params.required("ImageId")]);
    if (image?.ownerId !== world.account) {
      throw new AwsApiError("AuthFailure", `Not authorized for image ${image?.id}`, 403);
    }
    endDryRun(call);
    region.images.delete(image.id);
    withdraw(call, image.id);
    return leaf("return", true);
  },
};

/** No type that is simulated could run them. */
function refuseOtherArchitectures(params: QueryParams): void {
  const architecture = params.text("Architecture") ?? "x86_64";
  if (architecture === "x86_64") return;
  throw new AwsApiError(
    "UnsupportedOperation",
    `Images of ${architecture} are not simulated: all instance types have CPUs of x86_64.`,
  );
}

/** Notes that an image is gone, and forgets those that have been for so long that nobody knows them any more. */
function withdraw({ region: { withdrawn }, world }: Ec2Call, id: string): void {
  const nowMs = world.clock();
  // Those gone longest come first.
  for (const [other, atMs] of withdrawn) {
    if (atMs > nowMs - world.delays.vanishMs) break;
    withdrawn.delete(other);
  }
  withdrawn.set(id, nowMs);
}

/** Shortest and longest name of an image. */
const nameLengths = [3, 128] as const;
