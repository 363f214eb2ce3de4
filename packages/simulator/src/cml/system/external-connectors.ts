import { seededUuid } from "../../random/seeded.ts";

/** A bridge of the host that nodes reach the world through, as it is configured. */
export interface ExternalConnector {
  readonly id: string;
  readonly deviceName: string;
  label: string;
  tags: readonly string[];
  snooped: boolean;
  protected: boolean;
  /** What the host really does: it follows the configuration when that is applied. */
  host: { readonly snooped: boolean; readonly protected: boolean };
}

interface Device {
  readonly name: string;
  readonly label: string;
  readonly forwarding: "BRIDGE" | "NAT";
  readonly networks: readonly string[];
}

/** The bridges every controller's host has. */
export const devices: readonly Device[] = [
  { name: "bridge0", label: "System Bridge", forwarding: "BRIDGE", networks: [] },
  { name: "virbr0", label: "NAT", forwarding: "NAT", networks: ["192.168.255.1/24"] },
];

export function defaultConnectors(seed: number): Map<string, ExternalConnector> {
  const connectors = devices.map((device) => connectorOf(device, seededUuid(seed, "connector", device.name)));
  for (const connector of connectors) applyToHost(connector);
  return new Map(connectors.map((connector) => [connector.id, connector]));
}

/**
 * Configured as a bridge is that was found just now: snooped, and protected where it leads onto the wire. The host does
 * neither yet.
 */
function connectorOf({ name, label, forwarding }: Device, id: string): ExternalConnector {
  const state = { snooped: true, protected: forwarding === "BRIDGE" };
  return { id, deviceName: name, label, tags: [label], ...state, host: { snooped: false, protected: false } };
}

/** Looks for bridges on the host, and configures it or leaves it as it is. */
export function rescan(connectors: Map<string, ExternalConnector>, push: boolean, newId: () => string): void {
  const known = new Set([...connectors.values()].map(({ deviceName }) => deviceName));
  for (const device of devices) {
    if (known.has(device.name)) continue;
    const found = connectorOf(device, newId());
    connectors.set(found.id, found);
  }
  if (push) for (const connector of connectors.values()) applyToHost(connector);
}

/** Makes the host do what is configured. */
export function applyToHost(connector: ExternalConnector): void {
  connector.host = { snooped: connector.snooped, protected: connector.protected };
}

/** A connector by its wire names. */
export function connectorView(connector: ExternalConnector, allowed: boolean): Record<string, unknown> {
  const { id, deviceName, label, tags, snooped, host } = connector;
  const device = devices.find(({ name }) => name === deviceName);
  return {
    id,
    device_name: deviceName,
    label,
    tags,
    snooped,
    protected: connector.protected,
    allowed,
    operational: {
      ...host,
      label,
      interface: device?.forwarding === "BRIDGE" ? "eth0" : null,
      forwarding: device?.forwarding ?? "OFF",
      mtu: 1500,
      exists: device !== undefined,
      enabled: device !== undefined,
      stp: false,
      ip_networks: device?.networks ?? [],
    },
  };
}
