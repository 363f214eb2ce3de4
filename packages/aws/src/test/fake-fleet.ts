import {
  type Behaviour,
  ec2Answer,
  ec2Error,
  filter,
  jsonAnswer,
  list,
  type Reply,
  type SeenCall,
} from "./fake-aws.ts";

/** An instance of the fake. */
export interface FakeInstance {
  readonly id: string;
  state: string;
  readonly region?: string;
  readonly imageId?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Health checks, where they are not ok. */
  readonly checks?: readonly [instance: string, system: string];
}

const REGION = "eu-west-1";

export function instanceId(index: number): string {
  return `i-${index.toString(16).padStart(17, "0")}`;
}

/** `count` running instances. */
export function runningInstances(count: number): FakeInstance[] {
  return Array.from({ length: count }, (_, index) => ({ id: instanceId(index), state: "running" }));
}

/** Behaves as EC2 and CloudWatch do, rules and caps included, for the calls the adapters make. */
export function fakeFleet(instances: readonly FakeInstance[], pageSize = 1_000): Behaviour {
  const actions: Record<string, Behaviour> = {
    DescribeInstances: (call) => describeInstances(instances, pageSize, call),
    DescribeInstanceStatus: (call) => describeStatus(instances, call),
    StartInstances: (call) => command(instances, call, ["stopped"], "pending", ["pending", "running"]),
    StopInstances: (call) => command(instances, call, ["running"], "stopping", ["stopping", "stopped"]),
    GetMetricData: getMetricData,
  };
  return (call) => actions[call.action]?.(call) ?? ec2Error("InvalidAction");
}

function inRegion(instances: readonly FakeInstance[], { region }: SeenCall): FakeInstance[] {
  return instances.filter((instance) => (instance.region ?? REGION) === region);
}

function describeInstances(instances: readonly FakeInstance[], pageSize: number, call: SeenCall): Reply {
  const { params } = call;
  const ids = list(params, "InstanceId");
  if (ids.length > 0 && params.has("MaxResults")) return ec2Error("InvalidParameterCombination");
  const filtered = filter(params, "instance-id");
  const images = filter(params, "image-id");
  if ((filtered?.length ?? 0) > 200 || (images?.length ?? 0) > 200) return ec2Error("FilterLimitExceeded");
  const here = inRegion(instances, call);
  const known = new Set(here.map(({ id }) => id));
  if (ids.some((id) => !known.has(id))) return ec2Error("InvalidInstanceID.NotFound");
  const wanted = ids.length > 0 ? new Set(ids) : filtered && new Set(filtered);
  const found = here.filter(
    ({ id, imageId = "ami-1" }) => (wanted?.has(id) ?? true) && (images?.includes(imageId) ?? true),
  );
  const from = Number(params.get("NextToken") ?? 0);
  const page = found.slice(from, from + pageSize);
  const more = from + pageSize < found.length ? `<nextToken>${from + pageSize}</nextToken>` : "";
  const items = page.map((instance) => `<item>${instanceXml(instance)}</item>`).join("");
  return ec2Answer(
    call.action,
    `<reservationSet><item><instancesSet>${items}</instancesSet></item></reservationSet>${more}`,
  );
}

function instanceXml({ id, state, imageId = "ami-1", tags = {} }: FakeInstance): string {
  const items = Object.entries(tags).map(
    ([key, value]) => `<item><key>${key}</key><value>${value}</value></item>`,
  );
  return (
    `<instanceId>${id}</instanceId><imageId>${imageId}</imageId><instanceType>m5.large</instanceType>` +
    `<instanceState><name>${state}</name></instanceState><launchTime>2026-01-02T03:04:05.000Z</launchTime>` +
    `<monitoring><state>disabled</state></monitoring><tagSet>${items.join("")}</tagSet>`
  );
}

function describeStatus(instances: readonly FakeInstance[], call: SeenCall): Reply {
  const instanceFilter = filter(call.params, "instance-status.status");
  const systemFilter = filter(call.params, "system-status.status");
  const items = inRegion(instances, call).flatMap(
    ({ id, state, checks: [instance, system] = ["ok", "ok"] }) => {
      if (state !== "running") return [];
      if (instanceFilter && !instanceFilter.includes(instance)) return [];
      if (systemFilter && !systemFilter.includes(system)) return [];
      return `<item><instanceId>${id}</instanceId><instanceStatus><status>${instance}</status></instanceStatus><systemStatus><status>${system}</status></systemStatus></item>`;
    },
  );
  return ec2Answer(call.action, `<instanceStatusSet>${items.join("")}</instanceStatusSet>`);
}

function command(
  instances: readonly FakeInstance[],
  call: SeenCall,
  from: readonly string[],
  to: string,
  accepted: readonly string[],
): Reply {
  const wanted = list(call.params, "InstanceId").map((id) =>
    inRegion(instances, call).find((one) => one.id === id),
  );
  if (wanted.includes(undefined)) return ec2Error("InvalidInstanceID.NotFound");
  const named = wanted.filter((instance) => instance !== undefined);
  if (named.some(({ state }) => ![...from, ...accepted].includes(state)))
    return ec2Error("IncorrectInstanceState");
  const items = named.map((instance) => {
    const before = instance.state;
    if (from.includes(before)) instance.state = to;
    return `<item><instanceId>${instance.id}</instanceId><previousState><name>${before}</name></previousState><currentState><name>${instance.state}</name></currentState></item>`;
  });
  return ec2Answer(call.action, `<instancesSet>${items.join("")}</instancesSet>`);
}

function getMetricData({ json }: SeenCall): Reply {
  const { MetricDataQueries, EndTime } = json as { MetricDataQueries: { Id: string }[]; EndTime: number };
  if (MetricDataQueries.length > 500) return ec2Error("ValidationError");
  return jsonAnswer({
    MetricDataResults: MetricDataQueries.map(({ Id }) => ({
      Id,
      StatusCode: "Complete",
      Timestamps: [EndTime - 300],
      Values: [Id.startsWith("c") ? 12.5 : 50],
    })),
  });
}
