import type { Lab } from "./lab.ts";
import type { LabNode } from "./node.ts";

/** Which bridge of the host stands behind a key that external connectors are configured with. */
export interface ConnectorMapping {
  readonly id: string;
  /** `null` is none: nodes with this key cannot reach anything. */
  readonly deviceName: string | null;
}

/** A bridge of the host. */
interface Bridge {
  readonly device: string;
  readonly label: string;
  /** The first three numbers of the addresses its DHCP server gives away. */
  readonly network: string;
}

/** The bridges that every controller has; the network of the bridged one is an example. */
export const bridges: readonly Bridge[] = [
  { device: "bridge0", label: "System Bridge", network: "192.168.1" },
  { device: "virbr0", label: "NAT", network: "192.168.255" },
];

/** The key an external connector is configured with; `NAT` when nothing is. */
export function connectorKey({ settings }: LabNode): string {
  return settings.configuration[0]?.content || "NAT";
}

export function isConnector({ definition }: LabNode): boolean {
  return definition === "external_connector";
}

/** The bridge that a key stands for: what was said of it, or the one of that name. */
export function deviceOf(lab: Lab, key: string): string | null {
  const said = lab.connectors.get(key);
  if (said) return said.deviceName;
  return bridges.find(({ device, label }) => device === key || label === key)?.device ?? null;
}

/** The bridge of the host that a key leads to; `undefined` when there is none. */
export function bridgeOf(lab: Lab, key: string): Bridge | undefined {
  const device = deviceOf(lab, key);
  return bridges.find((candidate) => candidate.device === device);
}

/** All mappings by their wire names: those of keys that nodes use, and those that were made. */
export function mappingViews(lab: Lab): readonly Record<string, unknown>[] {
  const keys = new Set([...lab.nodes.filter(isConnector).map(connectorKey), ...lab.connectors.keys()]);
  return [...keys].map((key) => {
    const bridge = bridgeOf(lab, key);
    return {
      key,
      device_name: deviceOf(lab, key),
      ...(bridge && { label: bridge.label, tags: [bridge.label] }),
      allowed: bridge !== undefined,
    };
  });
}

/** Whether an external connector runs with this key. */
export function isInUse(lab: Lab, key: string, atMs: number): boolean {
  return lab.nodes.some((node) => {
    const state = node.stateAt(atMs);
    const isOn = state !== "DEFINED_ON_CORE" && state !== "STOPPED";
    return isOn && isConnector(node) && connectorKey(node) === key;
  });
}
