import { frameLength, frameOf, ipDestination } from "./frame.ts";
import type { Packet, PacketKind, Talker } from "./talk.ts";

/** A line of `GET /pcap/{key}/packets`: all of it text, where the document has numbers. */
export interface PacketLine {
  readonly no: string;
  readonly time: string;
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly length: string;
  readonly info: string;
}

const protocols: Readonly<Record<PacketKind, string>> = {
  "ospf hello": "OSPF",
  "arp request": "ARP",
  "arp reply": "ARP",
  "icmp echo request": "ICMP",
  "icmp echo reply": "ICMP",
};

/** In the manner of Wireshark's list; numbers count from 1. */
export function packetLine(packet: Packet, no: number, firstUs: number): PacketLine {
  const { kind, from, to, atUs } = packet;
  const isArp = kind.startsWith("arp");
  return {
    no: String(no),
    time: ((atUs - firstUs) / 1_000_000).toFixed(6),
    source: isArp ? macText(from.mac) : ipText(from.ip),
    destination: isArp ? arpDestination(kind, to) : ipText(ipDestination(packet)),
    protocol: protocols[kind],
    length: String(frameLength(packet)),
    info: infoOf(packet),
  };
}

function infoOf({ kind, from, to, sequence }: Packet): string {
  switch (kind) {
    case "ospf hello":
      return "Hello Packet";
    case "arp request":
      return `Who has ${ipText(to.ip)}? Tell ${ipText(from.ip)}`;
    case "arp reply":
      return `${ipText(from.ip)} is at ${macText(from.mac)}`;
    default:
      return `Echo (ping) ${kind.split(" ")[2]}  id=0x0001, seq=${sequence}, ttl=64`;
  }
}

function arpDestination(kind: PacketKind, to: Talker): string {
  return kind === "arp request" ? "Broadcast" : macText(to.mac);
}

/** A packet taken apart, under the names that Wireshark gives to its fields; which ones controllers send is not recorded. */
export function packetTree(packet: Packet, no: number, beginMs: number): Record<string, object> {
  const { kind, from, to, atUs, sequence } = packet;
  const frame = frameOf(packet);
  const isArp = kind.startsWith("arp");
  const hex = (at: number, length: number): string => `0x${frame.toString("hex", at, at + length)}`;
  const common = {
    frame: {
      "frame.number": String(no),
      "frame.time_epoch": ((beginMs * 1000 + atUs) / 1_000_000).toFixed(6),
      "frame.len": String(frame.length),
      "frame.protocols": `eth:ethertype:${isArp ? "arp" : `ip:${protocols[kind].toLowerCase()}`}`,
    },
    eth: {
      "eth.dst": macText(frame.subarray(0, 6)),
      "eth.src": macText(frame.subarray(6, 12)),
      "eth.type": hex(12, 2),
    },
  };
  if (isArp) {
    const addresses = { "arp.src.hw_mac": macText(from.mac), "arp.src.proto_ipv4": ipText(from.ip) };
    const opcode = kind === "arp request" ? "1" : "2";
    return { ...common, arp: { "arp.opcode": opcode, ...addresses, "arp.dst.proto_ipv4": ipText(to.ip) } };
  }
  const ip = {
    "ip.src": ipText(from.ip),
    "ip.dst": ipText(ipDestination(packet)),
    "ip.ttl": String(frame[22]),
    "ip.proto": String(frame[23]),
    "ip.checksum": hex(24, 2),
  };
  if (kind === "ospf hello")
    return { ...common, ip, ospf: { "ospf.msg": "1", "ospf.srcrouter": ipText(from.ip) } };
  const type = kind === "icmp echo request" ? "8" : "0";
  const icmp = { "icmp.type": type, "icmp.checksum": hex(36, 2), "icmp.seq": String(sequence) };
  return { ...common, ip, icmp };
}

function macText(bytes: Buffer): string {
  return bytes.toString("hex").replace(/..(?!$)/g, "$&:");
}

function ipText(bytes: Buffer): string {
  return bytes.join(".");
}
