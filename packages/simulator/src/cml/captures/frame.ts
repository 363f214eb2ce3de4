import type { Packet, PacketKind } from "./talk.ts";

const broadcast = Buffer.from("ffffffffffff", "hex");
/** Where OSPF routers listen. */
const allRouters = { ip: Buffer.from([224, 0, 0, 5]), mac: Buffer.from("01005e000005", "hex") } as const;

/** The Ethernet frame of a packet, without its checksum, as captures have it. */
export function frameOf(packet: Packet): Buffer {
  const { kind, from, to } = packet;
  switch (kind) {
    case "arp request":
      return ethernet(broadcast, from.mac, 0x0806, arp(packet, 1));
    case "arp reply":
      return ethernet(to.mac, from.mac, 0x0806, arp(packet, 2));
    case "ospf hello":
      return ethernet(
        allRouters.mac,
        from.mac,
        0x0800,
        ipv4(packet, allRouters.ip, 89, 1, ospfHello(packet)),
      );
    default:
      return ethernet(to.mac, from.mac, 0x0800, ipv4(packet, to.ip, 1, 64, icmpEcho(packet)));
  }
}

const lengths = new Map<PacketKind, number>();

/** How long the frame of a packet is: those of a kind are alike. */
export function frameLength(packet: Packet): number {
  const length = lengths.get(packet.kind) ?? frameOf(packet).length;
  lengths.set(packet.kind, length);
  return length;
}

/** Where an IP packet is sent: hellos go to every router. */
export function ipDestination({ kind, to }: Packet): Buffer {
  return kind === "ospf hello" ? allRouters.ip : to.ip;
}

/** The sum of RFC 1071 over 16-bit words; over data that has its sum in it, 0. */
export function internetChecksum(data: Buffer): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += 2) sum += (data[at]! << 8) | (data[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function ethernet(to: Buffer, from: Buffer, type: number, payload: Buffer): Buffer {
  return Buffer.concat([to, from, uint16(type), payload]);
}

function arp({ from, to }: Packet, operation: 1 | 2): Buffer {
  const head = Buffer.from([0, 1, 8, 0, 6, 4, 0, operation]);
  return Buffer.concat([head, from.mac, from.ip, operation === 1 ? Buffer.alloc(6) : to.mac, to.ip]);
}

function ipv4(packet: Packet, to: Buffer, protocol: number, timeToLive: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(20);
  head.writeUInt8(0x45, 0);
  // Network control for OSPF, as routers mark it.
  head.writeUInt8(protocol === 89 ? 0xc0 : 0, 1);
  head.writeUInt16BE(head.length + payload.length, 2);
  head.writeUInt16BE((packet.index + 1) & 0xffff, 4);
  head.writeUInt8(timeToLive, 8);
  head.writeUInt8(protocol, 9);
  packet.from.ip.copy(head, 12);
  to.copy(head, 16);
  head.writeUInt16BE(internetChecksum(head), 10);
  return Buffer.concat([head, payload]);
}

function icmpEcho({ kind, sequence }: Packet): Buffer {
  const data = Buffer.from(Array.from({ length: 56 }, (_, at) => at));
  const message = Buffer.concat([Buffer.alloc(8), data]);
  message.writeUInt8(kind === "icmp echo request" ? 8 : 0, 0);
  message.writeUInt16BE(1, 4);
  message.writeUInt16BE(sequence & 0xffff, 6);
  message.writeUInt16BE(internetChecksum(message), 2);
  return message;
}

/** Version 2 of OSPF, area 0, no authentication, which its sum may therefore cover. */
function ospfHello({ from, to }: Packet): Buffer {
  const message = Buffer.alloc(48);
  message.writeUInt8(2, 0);
  message.writeUInt8(1, 1);
  message.writeUInt16BE(message.length, 2);
  from.ip.copy(message, 4);
  message.writeUInt32BE(0xff_ff_ff_fc, 24); // network mask
  message.writeUInt16BE(10, 28); // hello interval
  message.writeUInt8(0x12, 30); // options
  message.writeUInt8(1, 31); // priority
  message.writeUInt32BE(40, 32); // dead interval
  to.ip.copy(message, 44); // the neighbor
  message.writeUInt16BE(internetChecksum(message), 12);
  return message;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
