import { describe, expect, test } from "vitest";
import type { InstanceSnapshot } from "../ports/instances.ts";
import { type EndpointPolicy, endpointOf } from "./endpoint-policy.ts";

const machine = (changes: Partial<InstanceSnapshot> = {}): InstanceSnapshot => ({
  region: "eu-west-1",
  id: "i-0abc",
  power: "running",
  imageId: "ami-1",
  instanceType: "m5zn.metal",
  launchedAt: "2026-01-01T00:00:00.000Z",
  publicIp: "203.0.113.7",
  privateIp: "10.0.0.7",
  detailedMonitoring: "off",
  observedAt: "2026-01-01T00:00:00.000Z",
  ...changes,
});

describe("where a controller is", () => {
  const rows: [string, InstanceSnapshot, EndpointPolicy, string | undefined][] = [
    ["the public address on port 443 by default", machine(), {}, "https://203.0.113.7"],
    ["the private address by setting", machine(), { address: "private" }, "https://10.0.0.7"],
    ["another port by setting", machine(), { port: 8443 }, "https://203.0.113.7:8443"],
    [
      "a URL by setting",
      machine(),
      { url: "https://proxy.test/{instance_id}/" },
      "https://proxy.test/i-0abc",
    ],
    ["private by tag", machine({ tags: { "cml:address": "private" } }), {}, "https://10.0.0.7"],
    ["a port by tag", machine({ tags: { "cml:port": "9443" } }), { port: 8443 }, "https://203.0.113.7:9443"],
    [
      "a URL by tag",
      machine({ tags: { "cml:endpoint": "https://127.0.0.1:4001" } }),
      {},
      "https://127.0.0.1:4001",
    ],
    [
      "no tag when tags are off",
      machine({ tags: { "cml:port": "1" } }),
      { tags: false },
      "https://203.0.113.7",
    ],
    [
      "no clear-text URL",
      machine({ tags: { "cml:endpoint": "http://evil.test" } }),
      {},
      "https://203.0.113.7",
    ],
    [
      "no login in a URL",
      machine({ tags: { "cml:endpoint": "https://a:b@x.test" } }),
      {},
      "https://203.0.113.7",
    ],
    ["nothing while it is stopped", machine({ power: "stopped" }), {}, undefined],
    [
      "nothing where the template lacks a value",
      without("publicIp"),
      { url: "https://{public_ip}" },
      undefined,
    ],
    ["nothing without an address", without("publicIp"), {}, undefined],
    ["IPv6 in brackets", machine({ publicIp: "2001:db8::7" }), {}, "https://[2001:db8::7]"],
  ];
  test.each(rows)("%s", (_, snapshot, policy, expected) => {
    expect(endpointOf(snapshot, policy)).toBe(expected);
  });
});

function without(key: keyof InstanceSnapshot): InstanceSnapshot {
  const { [key]: _, ...rest } = machine();
  return rest as InstanceSnapshot;
}
