import type { Instance, MonitoringState, Seen, Written } from "../model/instance.ts";
import { stateCodes } from "../model/instance-state.ts";
import { hardwareOf } from "../model/instance-types.ts";
import { shown, shownUntil } from "../model/lag.ts";
import { monitoringEndsAt, monitoringState } from "../model/monitoring.ts";
import type { World } from "../model/world.ts";
import { type Slice, sliceOf } from "../wire/slices.ts";
import { element, leaf, list } from "../wire/xml.ts";
import { privateName, publicName } from "./dns-names.ts";
import { groupSet, networkInterfaces } from "./network-interface-xml.ts";
import { tagSet } from "./tag-xml.ts";

/** An instance as the descriptions of instances show it: in a reservation of its own, or among others. */
export function written({ account, delays }: World, seen: Seen, nowMs: number): Written {
  const { instance, written: last } = seen;
  if (last && nowMs < last.untilMs) return last;
  const untilMs = Math.min(monitoringEndsAt(instance, delays, nowMs), shownUntil(instance, delays, nowMs));
  const head = reservationHead(account, instance);
  const monitoring = monitoringState(instance, delays, nowMs);
  const item = element("item", write(shown(seen, delays, nowMs), monitoring, account));
  const slice = sliceOf(head + item + reservationEnd);
  seen.written = { ...slice, untilMs, headLength: Buffer.byteLength(head) };
  return seen.written;
}

/** A description among others of its reservation. */
export function itemOf({ block, from, to, headLength }: Written): Slice {
  return { block, from: from + headLength, to: to - reservationEnd.length };
}

/** What stands before the instances of a reservation in a list. */
export function reservationHead(account: string, { reservationId }: Instance): string {
  const ids = leaf("reservationId", reservationId) + leaf("ownerId", account);
  return `<item>${ids}${list("groupSet", [])}<instancesSet>`;
}

export const reservationEnd = "</instancesSet></item>";

/** An instance's state as EC2 writes it. */
export function stateXml(name: string, state: Seen["state"]): string {
  return element(name, leaf("code", stateCodes[state]) + leaf("name", state));
}

function write({ instance, state }: Seen, monitoring: MonitoringState, account: string): string {
  const { region, privateIp, publicIp } = instance;
  const gone = state === "terminated";
  const reachable = state === "running" && publicIp !== "";
  return [
    leaf("instanceId", instance.id),
    leaf("imageId", instance.imageId),
    stateXml("instanceState", state),
    leaf("privateDnsName", gone ? "" : privateName(region, privateIp)),
    leaf("dnsName", reachable ? publicName(region, publicIp) : ""),
    leaf("reason", instance.transitionReason),
    leaf("keyName", instance.keyName),
    leaf("amiLaunchIndex", instance.launchIndex),
    leaf("instanceType", instance.type),
    leaf("launchTime", new Date(instance.launchedMs).toISOString()),
    element("placement", leaf("availabilityZone", instance.availabilityZone) + leaf("tenancy", "default")),
    element("monitoring", leaf("state", monitoring)),
    gone
      ? ""
      : leaf("vpcId", instance.vpcId) +
        leaf("subnetId", instance.subnetId) +
        leaf("privateIpAddress", privateIp),
    leaf("ipAddress", reachable ? publicIp : undefined),
    gone ? "" : groupSet(instance) + networkInterfaces(instance, state, account),
    leaf("ebsOptimized", instance.ebsOptimized),
    gone ? "" : leaf("sourceDestCheck", true),
    leaf("enaSupport", true),
    leaf("instanceLifecycle", instance.spot ? "spot" : undefined),
    profile(instance),
    stateReason(state),
    leaf("architecture", "x86_64"),
    leaf("rootDeviceType", "ebs"),
    leaf("rootDeviceName", instance.volumes[0]!.deviceName),
    gone ? "" : blockDevices(instance),
    leaf("virtualizationType", "hvm"),
    leaf("clientToken", instance.clientToken),
    tagSet(instance.tags),
    leaf("hypervisor", "xen"),
    cpuOptions(instance),
    element("hibernationOptions", leaf("configured", instance.hibernation)),
    metadataOptions(instance),
  ].join("");
}

function profile(instance: Instance): string {
  const id = profileId(instance);
  return id === undefined
    ? ""
    : element("iamInstanceProfile", leaf("arn", instance.profile) + leaf("id", id));
}

/** The id of an instance's profile, if it has one. */
export function profileId({ profile, id }: Instance): string | undefined {
  return profile === undefined ? undefined : `AIPA${id.slice("i-".length).toUpperCase()}`;
}

function stateReason(state: Seen["state"]): string {
  const reason = reasons[state];
  return reason ? element("stateReason", leaf("code", reason[0]) + leaf("message", reason[1])) : "";
}

const byUser = [
  "Client.UserInitiatedShutdown",
  "Client.UserInitiatedShutdown: User initiated shutdown",
] as const;

/** Why an instance is in its state, as EC2 words it. */
export const reasons: Readonly<Partial<Record<Seen["state"], readonly [code: string, message: string]>>> = {
  pending: ["pending", "pending"],
  stopping: byUser,
  stopped: byUser,
  "shutting-down": byUser,
  terminated: byUser,
};

function blockDevices({ volumes, launchedMs }: Instance): string {
  const attachTime = leaf("attachTime", new Date(launchedMs).toISOString());
  return list(
    "blockDeviceMapping",
    volumes.map(({ id, deviceName, deleteOnTermination }) => {
      const state = leaf("volumeId", id) + leaf("status", "attached") + attachTime;
      const ebs = element("ebs", state + leaf("deleteOnTermination", deleteOnTermination));
      return leaf("deviceName", deviceName) + ebs;
    }),
  );
}

function cpuOptions({ type, cpuOptions: asked }: Instance): string {
  const { cpus, threadsPerCore: threads } = hardwareOf(type);
  return element(
    "cpuOptions",
    leaf("coreCount", asked.coreCount ?? cpus / threads) +
      leaf("threadsPerCore", asked.threadsPerCore ?? threads) +
      leaf("nestedVirtualization", asked.nestedVirtualization),
  );
}

function metadataOptions({ metadataOptions: { httpTokens, hopLimit, httpEndpoint } }: Instance): string {
  return element(
    "metadataOptions",
    leaf("state", "applied") +
      leaf("httpTokens", httpTokens) +
      leaf("httpPutResponseHopLimit", hopLimit) +
      leaf("httpEndpoint", httpEndpoint),
  );
}
