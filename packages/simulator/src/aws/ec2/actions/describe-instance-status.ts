import { type Checks, checksNow } from "../../model/checks.ts";
import type { CheckStatus, Instance, Seen } from "../../model/instance.ts";
import { shown } from "../../model/lag.ts";
import { element, leaf, list } from "../../wire/xml.ts";
import type { Ec2Action } from "../ec2-action.ts";
import { readFilters } from "../filters.ts";
import { stateAttributes } from "../instance-attributes.ts";
import { instancePage } from "../instance-page.ts";
import { stateXml } from "../instance-xml.ts";

const idLimit = 100;

/** DescribeInstanceStatus: of running instances only, unless all are asked for. */
export const describeInstanceStatus: Ec2Action = (call) => {
  const { params, world } = call;
  const nowMs = world.clock();
  const checks = (seen: Seen): Checks => checksNow(seen, world.delays, nowMs);
  const passes = readFilters<Seen>(params, {
    attributes: {
      ...stateAttributes(world),
      // No maintenance is ever scheduled, and nothing reports on what runs inside.
      "application-status.status": () => undefined,
      "event.code": () => undefined,
      "event.description": () => undefined,
      "event.instance-event-id": () => undefined,
      "event.not-after": () => undefined,
      "event.not-before": () => undefined,
      "event.not-before-deadline": () => undefined,
      "instance-status.reachability": (seen) => reachability[checks(seen).instance],
      "system-status.reachability": (seen) => reachability[checks(seen).system],
      "instance-status.status": (seen) => checks(seen).instance,
      "system-status.status": (seen) => checks(seen).system,
      "attached-ebs-status.status": (seen) => checks(seen).attachedEbs,
    },
  });
  const look = (seen: Seen): Seen => shown(seen, world.delays, nowMs);
  const all = params.flag("IncludeAllInstances");
  const { items, next } = instancePage(call, {
    idLimit,
    passes: (seen) => (all || look(seen).state === "running") && passes(look(seen)),
  });
  return (
    list(
      "instanceStatusSet",
      items.map(look).map((seen) => statusItem(seen, checks(seen))),
    ) + next
  );
};

function statusItem({ instance, state }: Seen, { instance: own, system, attachedEbs }: Checks): string {
  return [
    leaf("instanceId", instance.id),
    leaf("availabilityZone", instance.availabilityZone),
    stateXml("instanceState", state),
    check("systemStatus", system, instance),
    check("instanceStatus", own, instance),
    check("attachedEbsStatus", attachedEbs, instance),
  ].join("");
}

const reachability: Readonly<Partial<Record<CheckStatus, string>>> = {
  ok: "passed",
  impaired: "failed",
  initializing: "initializing",
  "insufficient-data": "insufficient-data",
};

function check(name: string, status: CheckStatus, { checks }: Instance): string {
  const result = reachability[status];
  const since = status === "impaired" ? new Date(checks.sinceMs).toISOString() : undefined;
  const detail = leaf("name", "reachability") + leaf("status", result) + leaf("impairedSince", since);
  return element(name, leaf("status", status) + (result ? list("details", [detail]) : ""));
}
