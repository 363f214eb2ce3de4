import { AwsApiError } from "../aws-error.ts";
import type { QueryParams } from "../wire/query-params.ts";

/** What a launch may ask of a network interface, or, for some of it, on its own. */
const ofInterface: Readonly<Record<string, readonly string[]>> = {
  "Network interfaces made before": ["NetworkInterfaceId"],
  "Addresses of IPv6": [
    "EnablePrimaryIpv6",
    "Ipv6AddressCount",
    "Ipv6Address",
    "Ipv6Addresses",
    "Ipv6Prefix",
    "Ipv6PrefixCount",
  ],
  "Secondary private addresses": ["SecondaryPrivateIpAddressCount", "Ipv4Prefix", "Ipv4PrefixCount"],
};

/**
 * Refuses what AWS launches and the simulator does not, where instances would be described as something else than was
 * asked for.
 *
 * @throws AwsApiError `UnsupportedOperation`, or `InvalidParameterCombination` for a first interface that is none.
 */
export function refuseNotSimulated(params: QueryParams): void {
  if (isGiven(params.structure("LaunchTemplate"), "LaunchTemplateId", "LaunchTemplateName")) {
    throw notSimulated("Launch templates");
  }
  const tenancy = params.structure("Placement").text("Tenancy") ?? "default";
  if (tenancy !== "default") throw notSimulated(`Instances of ${tenancy} tenancy`);
  const cards = params.structures("NetworkInterface");
  if (cards.length > 1 || params.structures("SecondaryInterface").length > 0)
    throw notSimulated("Launches with more than one network interface");
  for (const level of [params, ...cards]) refuseOfInterface(level);
  if ((cards[0]?.whole("DeviceIndex") ?? 0) === 0) return;
  throw new AwsApiError(
    "InvalidParameterCombination",
    "The network interface of a launch has the DeviceIndex 0: no instance is without one.",
  );
}

function refuseOfInterface(level: QueryParams): void {
  for (const [what, names] of Object.entries(ofInterface)) {
    if (isGiven(level, ...names)) throw notSimulated(what);
  }
  if (level.structures("PrivateIpAddresses").length > 1) throw notSimulated("Secondary private addresses");
}

/** A zero, or a false, asks for nothing. */
function isGiven(params: QueryParams, ...names: readonly string[]): boolean {
  return names.some((name) => {
    const text = params.text(name);
    return (
      (text !== undefined && text !== "0" && text !== "false") ||
      params.texts(name).length > 0 ||
      params.structures(name).length > 0
    );
  });
}

function notSimulated(what: string): AwsApiError {
  return new AwsApiError("UnsupportedOperation", `${what} are not simulated.`);
}
