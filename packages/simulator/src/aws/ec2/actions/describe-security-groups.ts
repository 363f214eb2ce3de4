import { type SecurityGroup, vpcOf } from "../../model/network.ts";
import { seenInstances } from "../../model/visible.ts";
import { leaf, list } from "../../wire/xml.ts";
import type { Ec2Action, Ec2Call } from "../ec2-action.ts";
import { sceneList } from "../scene-list.ts";

const absent = (): undefined => undefined;
const allProtocols = "-1";
const everywhere = "0.0.0.0/0";

/** DescribeSecurityGroups: the default one of the VPC, and those that launches named. */
export const describeSecurityGroups: Ec2Action = (call) => {
  const { account } = call.world;
  const vpc = vpcOf(call.world, call.region.name);
  const isDefault = ({ id }: SecurityGroup): boolean => id === vpc.defaultGroup.id;
  const description = (group: SecurityGroup): string =>
    isDefault(group) ? "default VPC security group" : group.name;
  const ofDefault = (read: (group: SecurityGroup) => string) => (group: SecurityGroup) =>
    isDefault(group) ? read(group) : undefined;
  return sceneList(call, groupsOf(call), {
    set: "securityGroupInfo",
    names: { GroupId: ({ id }) => id, GroupName: ({ name }) => name },
    notFound: "InvalidGroup.NotFound",
    position: (group) => (isDefault(group) ? "0" : `1 ${group.id}`),
    attributes: {
      description,
      "egress.ip-permission.cidr": () => everywhere,
      "egress.ip-permission.from-port": absent,
      "egress.ip-permission.group-id": absent,
      "egress.ip-permission.group-name": absent,
      "egress.ip-permission.ipv6-cidr": absent,
      "egress.ip-permission.prefix-list-id": absent,
      "egress.ip-permission.protocol": () => allProtocols,
      "egress.ip-permission.to-port": absent,
      "egress.ip-permission.user-id": absent,
      "group-id": ({ id }) => id,
      "group-name": ({ name }) => name,
      "ip-permission.cidr": absent,
      "ip-permission.from-port": absent,
      "ip-permission.group-id": ofDefault(({ id }) => id),
      "ip-permission.group-name": ofDefault(({ name }) => name),
      "ip-permission.ipv6-cidr": absent,
      "ip-permission.prefix-list-id": absent,
      "ip-permission.protocol": ofDefault(() => allProtocols),
      "ip-permission.to-port": absent,
      "ip-permission.user-id": ofDefault(() => account),
      "owner-id": () => account,
      "vpc-id": () => vpc.id,
    },
    tags: () => new Map(),
    write: (group) =>
      leaf("ownerId", account) +
      leaf("groupId", group.id) +
      leaf("groupName", group.name) +
      leaf("groupDescription", description(group)) +
      leaf("vpcId", vpc.id) +
      list("ipPermissions", isDefault(group) ? [fromItself(group, account)] : []) +
      list("ipPermissionsEgress", [toEverywhere]),
  });
};

const toEverywhere =
  leaf("ipProtocol", allProtocols) + list("groups", []) + list("ipRanges", [leaf("cidrIp", everywhere)]);

function fromItself({ id }: SecurityGroup, account: string): string {
  const itself = leaf("userId", account) + leaf("groupId", id);
  return leaf("ipProtocol", allProtocols) + list("groups", [itself]) + list("ipRanges", []);
}

function groupsOf({ world, region }: Ec2Call): readonly SecurityGroup[] {
  const { defaultGroup } = vpcOf(world, region.name);
  const named = seenInstances(world, region).flatMap(({ instance }) => instance.groups);
  return [...new Map([defaultGroup, ...named].map((group) => [group.id, group])).values()];
}
