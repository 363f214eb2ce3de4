import fc from "fast-check";
import type {
  LicenseStatus,
  ObservedStatus,
  StopReason,
  WorkerEvent,
  WorkerInstance,
  WorkerService,
  WorkerStatus,
} from "../worker/index.ts";

const at = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());
const text = fc.string({ minLength: 1, maxLength: 20 });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const reason = fc.record({ code: text, message: text });
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });

const observed = fc.constantFrom<ObservedStatus>(
  "starting",
  "running",
  "stopping",
  "stopped",
  "terminating",
  "unknown",
);
const from = fc.constantFrom<WorkerStatus>(
  "pending",
  "provisioning",
  "starting",
  "running",
  "stopping",
  "stopped",
  "terminating",
  "unknown",
  "failed",
);
const service = fc.constantFrom<WorkerService["status"]>("unavailable", "starting", "available", "error");
const license = fc.constantFrom<LicenseStatus>(
  "unregistered",
  "registered",
  "evaluation",
  "expired",
  "invalid",
);
const instance: fc.Arbitrary<WorkerInstance> = fc.record(
  {
    id: text,
    type: text,
    zone: text,
    publicIp: fc.ipV4(),
    privateIp: fc.ipV4(),
    launchedAt: at,
    tags: fc.dictionary(text, fc.string()),
    detailedMonitoring: fc.constantFrom("off" as const, "on" as const),
    image: fc.record({ id: text, name: text }, { requiredKeys: ["id"] }),
  },
  { requiredKeys: ["id", "type", "launchedAt", "tags", "detailedMonitoring", "image"] },
);
const identity = { id: text, name: text, region: text, by: text };
const endpoint = fc.constantFrom("https://203.0.113.7", "https://[2001:db8::7]:8443");

/** Everything in a fact but its type and its time. */
const parts: { readonly [Type in WorkerEvent["type"]]: fc.Arbitrary<object> } = {
  "worker.registered": fc.record(identity),
  "worker.imported": fc.record({ ...identity, instance, status: observed, endpoint: maybe(endpoint) }),
  "worker.provisioning-started": fc.record({ from }),
  "worker.launched": fc.record({ from, instance }),
  "worker.provisioning-failed": fc.record({ from, reason }),
  "worker.start-requested": fc.record({ from, by: text }),
  "worker.start-refused": fc.record({ from, reason }),
  "worker.stop-requested": fc.record({
    from,
    by: text,
    reason: fc.constantFrom<StopReason>("manual", "idle", "budget"),
  }),
  "worker.stop-refused": fc.record({ from, reason, endpoint: maybe(endpoint) }),
  "worker.termination-requested": fc.record({ from, by: text }),
  "worker.status-observed": fc.record({
    from,
    to: observed,
    endpoint: maybe(endpoint),
    reason: maybe(reason),
  }),
  "worker.terminated": fc.record({ from, name: text, by: text }),
  "worker.instance-changed": fc.record({ instance }),
  "worker.endpoint-changed": fc.record({ endpoint: maybe(endpoint) }),
  "worker.service-changed": fc.record({ from: service, to: service, reason: maybe(reason) }),
  "worker.license-changed": fc.record({ from: license, to: license }),
  "worker.certificate-pinned": fc.record({
    fingerprint256: hex(64),
    source: fc.constantFrom("first-use" as const, "operator" as const),
    by: text,
  }),
};

export const factTypes = Object.keys(parts) as WorkerEvent["type"][];

/** Any fact about a worker, as a store would give it back: plain JSON, what is absent left out. */
export const anyFact: fc.Arbitrary<WorkerEvent> = fc.oneof(...factTypes.map(factOf));

/** Any fact of one type. */
export function factOf(type: WorkerEvent["type"]): fc.Arbitrary<WorkerEvent> {
  return fc
    .tuple(at, parts[type])
    .map(([time, rest]) => JSON.parse(JSON.stringify({ type, at: time, ...rest })) as WorkerEvent);
}
