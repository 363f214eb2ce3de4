import { frameOf } from "./frame.ts";
import type { Packet } from "./talk.ts";

const ethernet = 1;
const longestFrame = 262_144;

/** How a pcap file begins: little-endian, microseconds, Ethernet. */
export function pcapHead(): Buffer {
  const head = Buffer.alloc(24);
  head.writeUInt32LE(0xa1b2c3d4, 0);
  head.writeUInt16LE(2, 4);
  head.writeUInt16LE(4, 6);
  head.writeUInt32LE(longestFrame, 16);
  head.writeUInt32LE(ethernet, 20);
  return head;
}

/** What a pcap file has of packets. */
export function pcapRecords(packets: readonly Packet[], beginMs: number): Buffer {
  return Buffer.concat(packets.flatMap((packet) => record(packet, beginMs)));
}

function record(packet: Packet, beginMs: number): readonly Buffer[] {
  const frame = frameOf(packet);
  const atUs = beginMs * 1000 + packet.atUs;
  const head = Buffer.alloc(16);
  head.writeUInt32LE(Math.floor(atUs / 1_000_000), 0);
  head.writeUInt32LE(Math.floor(atUs % 1_000_000), 4);
  head.writeUInt32LE(frame.length, 8);
  head.writeUInt32LE(frame.length, 12);
  return [head, frame];
}
