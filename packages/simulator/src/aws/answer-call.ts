import type { WireAnswer } from "../http/respond.ts";
import { AwsApiError } from "./aws-error.ts";
import { answerCloudWatch } from "./cloudwatch/answer-cloudwatch.ts";
import { answerEc2 } from "./ec2/answer-ec2.ts";
import type { Accounts } from "./model/accounts.ts";
import type { Caller } from "./model/callers.ts";
import type { Region, World } from "./model/world.ts";
import { answerSts } from "./sts/answer-sts.ts";
import type { AwsCall, ServiceName } from "./wire/aws-call.ts";
import { ec2Answer } from "./wire/ec2-protocol.ts";
import { answerIn, inputOf } from "./wire/protocols.ts";
import type { Signer } from "./wire/signer.ts";

/** Carries out a call, in the account and the region it is signed for. @throws AwsApiError for every refusal. */
export async function answerCall(accounts: Accounts, call: AwsCall, requestId: string): Promise<WireAnswer> {
  const { service, action, signer } = call;
  if (!signer) {
    throw new AwsApiError("MissingAuthenticationToken", "The request is missing its signature.");
  }
  const caller = identified(accounts, service, signer);
  const world = accounts.worlds.get(caller.account)!;
  // STS knows no regions here: its global endpoint signs for one that may not be simulated.
  if (service === "sts") {
    if (!world.buckets.pay(action, () => ({ bare: false, instances: 0 }))) {
      throw new AwsApiError("Throttling", "Rate exceeded");
    }
    return answerIn(call, answerSts(action, { accounts, caller, input: inputOf(call) }), requestId);
  }
  const region = regionOf(world, service, signer);
  if (service === "ec2") return ec2Answer(action, await answerEc2(world, region, call), requestId);
  return answerIn(call, answerCloudWatch(action, { world, region, input: inputOf(call) }), requestId);
}

/** EC2 has names of its own for what is wrong with keys. */
const ec2Refusals: ReadonlyMap<string, readonly [code: string, message: string]> = new Map([
  ["ExpiredToken", ["RequestExpired", "Request has expired."]],
  ["InvalidClientTokenId", ["AuthFailure", "AWS was not able to validate the provided access credentials"]],
]);

function identified({ callers }: Accounts, service: ServiceName, signer: Signer): Caller {
  try {
    return callers.identify(signer);
  } catch (error) {
    const inEc2 = service === "ec2" && error instanceof AwsApiError ? ec2Refusals.get(error.code) : undefined;
    throw inEc2 ? new AwsApiError(...inEc2) : error;
  }
}

function regionOf({ regions }: World, service: ServiceName, { region: name }: Signer): Region {
  const region = regions.get(name);
  if (region) return region;
  throw new AwsApiError(
    service === "ec2" ? "AuthFailure" : "SignatureDoesNotMatch",
    `Credential should be scoped to a valid region, not '${name}'. Simulated: ${[...regions.keys()].join(", ")}.`,
  );
}
