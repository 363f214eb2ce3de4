import type { PacketKind } from "./talk.ts";

const words: ReadonlyMap<string, (kind: PacketKind) => boolean> = new Map(
  Object.entries({
    arp: (kind: PacketKind) => kind.startsWith("arp"),
    icmp: (kind: PacketKind) => kind.startsWith("icmp"),
    ip: (kind: PacketKind) => !kind.startsWith("arp"),
    "ip proto 89": (kind: PacketKind) => kind === "ospf hello",
    "proto ospf": (kind: PacketKind) => kind === "ospf hello",
    tcp: () => false,
    udp: () => false,
  }),
);

/** What a filter lets through. Those that are not one of these few expressions are accepted, and let through everything. */
export function passes(filter: string | null, kind: PacketKind): boolean {
  const text = filter?.trim().toLowerCase() ?? "";
  const negated = text.startsWith("not ");
  const fits = words.get(negated ? text.slice(4) : text);
  return fits === undefined || fits(kind) !== negated;
}
