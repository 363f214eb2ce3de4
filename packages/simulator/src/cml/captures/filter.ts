import type { PacketKind } from "./talk.ts";

const words: Readonly<Record<string, (kind: PacketKind) => boolean>> = {
  arp: (kind) => kind.startsWith("arp"),
  icmp: (kind) => kind.startsWith("icmp"),
  ip: (kind) => !kind.startsWith("arp"),
  "ip proto 89": (kind) => kind === "ospf hello",
  "proto ospf": (kind) => kind === "ospf hello",
  tcp: () => false,
  udp: () => false,
};

/** What a filter lets through. Those that are not one of these few expressions are accepted, and let through everything. */
export function passes(filter: string | null, kind: PacketKind): boolean {
  const text = filter?.trim().toLowerCase() ?? "";
  const negated = text.startsWith("not ");
  const fits = words[negated ? text.slice(4) : text];
  return fits === undefined || fits(kind) !== negated;
}
