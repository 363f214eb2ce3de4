import type { Instance, InstanceState } from "../model/instance.ts";
import { element, leaf, list } from "../wire/xml.ts";
import { privateName, publicName } from "./dns-names.ts";

/** The security groups of an instance. */
export function groupSet({ groups }: Instance): string {
  return list(
    "groupSet",
    groups.map(({ id, name }) => leaf("groupId", id) + leaf("groupName", name)),
  );
}

/** The one network interface of an instance. */
export function networkInterfaces(instance: Instance, state: InstanceState, account: string): string {
  const { region, id, privateIp, publicIp, launchedMs } = instance;
  const { interfaceId, attachmentId, macAddress } = interfaceOf(id);
  const address =
    leaf("privateIpAddress", privateIp) + leaf("privateDnsName", privateName(region, privateIp));
  const association =
    state === "running" && publicIp !== ""
      ? element(
          "association",
          leaf("publicIp", publicIp) +
            leaf("publicDnsName", publicName(region, publicIp)) +
            leaf("ipOwnerId", "amazon"),
        )
      : "";
  const attachment = element(
    "attachment",
    leaf("attachmentId", attachmentId) +
      leaf("deviceIndex", 0) +
      leaf("status", "attached") +
      leaf("attachTime", new Date(launchedMs).toISOString()) +
      leaf("deleteOnTermination", true) +
      leaf("networkCardIndex", 0),
  );
  const card = [
    leaf("networkInterfaceId", interfaceId),
    leaf("subnetId", instance.subnetId),
    leaf("vpcId", instance.vpcId),
    leaf("description", ""),
    leaf("ownerId", account),
    leaf("status", "in-use"),
    leaf("macAddress", macAddress),
    address,
    leaf("sourceDestCheck", true),
    groupSet(instance),
    attachment,
    association,
    list("privateIpAddressesSet", [address + leaf("primary", true) + association]),
    list("ipv6AddressesSet", []),
    leaf("interfaceType", "interface"),
    element("operator", leaf("managed", false)),
  ];
  return list("networkInterfaceSet", [card.join("")]);
}

/** What names the network interface of an instance. Its address is a locally administered one. */
export function interfaceOf(instanceId: string) {
  const suffix = instanceId.slice("i-".length);
  return {
    interfaceId: `eni-${suffix}`,
    attachmentId: `eni-attach-${suffix}`,
    macAddress: `02:${suffix.slice(-10).match(/../g)!.join(":")}`,
  };
}
