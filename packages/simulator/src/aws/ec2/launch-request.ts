import { AwsApiError } from "../aws-error.ts";
import { isInstanceType } from "../model/instance-types.ts";
import type { InstancePlan } from "../model/launch.ts";
import { refuseTooMany } from "../model/tags.ts";
import type { QueryParams } from "../wire/query-params.ts";
import { imagesById } from "./actions/describe-images.ts";
import type { Ec2Call } from "./ec2-action.ts";
import { readHardware } from "./launch-hardware.ts";
import { readNetwork } from "./launch-network.ts";
import { readVolumes } from "./launch-storage.ts";
import { refuseNotSimulated } from "./not-simulated-launches.ts";
import { readTags } from "./tag-params.ts";

/** What RunInstances asks for. */
export interface LaunchRequest {
  /** Fewer than that are none. */
  readonly least: number;
  readonly most: number;
  /** What every one of them is to be. */
  readonly plan: Omit<InstancePlan, "reservationId" | "launchIndex" | "order">;
}

const tokenLimit = 64;

/** @throws AwsApiError for everything that is wrong with it. */
export function readLaunchRequest(call: Ec2Call): LaunchRequest {
  const { params, region } = call;
  refuseNotSimulated(params);
  const counts = readCounts(params);
  const [image] = imagesById(region, [params.required("ImageId")]);
  const type = params.text("InstanceType") ?? "m1.small";
  if (!isInstanceType(type)) throw invalid(`Invalid value '${type}' for InstanceType.`);
  const keyName = params.text("KeyName");
  const profile = profileIn(call);
  return {
    ...counts,
    plan: {
      imageId: image!.id,
      type,
      tags: tagsFor("instance", params),
      volumeTags: tagsFor("volume", params),
      clientToken: readToken(params),
      detailedMonitoring: params.structure("Monitoring").flag("Enabled"),
      terminationProtected: params.flag("DisableApiTermination"),
      stopProtected: params.flag("DisableApiStop"),
      ...readHardware(params, type),
      ...readNetwork(call),
      volumes: readVolumes(params),
      spot: params.structure("InstanceMarketOptions").text("MarketType") === "spot",
      ebsOptimized: params.flag("EbsOptimized"),
      ...(keyName !== undefined && { keyName }),
      ...(profile !== undefined && { profile }),
    },
  };
}

/** The client token of a launch; empty without one. @throws AwsApiError for one that no launch can have. */
export function readToken(params: QueryParams): string {
  const token = params.text("ClientToken") ?? "";
  if (token.length <= tokenLimit && !/[^\x20-\x7e]/.test(token)) return token;
  throw invalid(`Invalid client token: it has up to ${tokenLimit} ASCII characters.`);
}

/**
 * All of a launch, save what is asked about it and by whom: what is not simulated makes it another one too. The same
 * launch has the same wording, in whichever order it comes.
 */
export function wordingOf(params: QueryParams): string {
  const asked = [...params.entries()].filter(([path]) => path !== "DryRun" && !path.startsWith("X-Amz-"));
  return JSON.stringify(asked.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** By its ARN, or by its name in the account. */
function profileIn({ params, world }: Ec2Call): string | undefined {
  const profile = params.structure("IamInstanceProfile");
  const name = profile.text("Name");
  return profile.text("Arn") ?? (name && `arn:aws:iam::${world.account}:instance-profile/${name}`);
}

function readCounts(params: QueryParams): Pick<LaunchRequest, "least" | "most"> {
  params.required("MinCount");
  params.required("MaxCount");
  const least = params.whole("MinCount")!;
  const most = params.whole("MaxCount")!;
  if (least < 1 || most < least) {
    throw invalid(`Invalid value '${most}' for MaxCount: at least MinCount (${least}), and that at least 1.`);
  }
  return { least, most };
}

/** Tags for resources that are not simulated, as network interfaces, are checked like the others and go nowhere. */
function tagsFor(resource: string, params: QueryParams): ReadonlyMap<string, string> {
  const tags = params
    .structures("TagSpecification")
    .map((specification) => ({
      resource: specification.required("ResourceType"),
      tags: readTags(specification),
    }))
    .filter((specification) => specification.resource === resource)
    .flatMap((specification) => specification.tags);
  refuseTooMany(new Map(), tags);
  return new Map(tags);
}

function invalid(message: string): AwsApiError {
  return new AwsApiError("InvalidParameterValue", message);
}
