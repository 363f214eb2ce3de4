import { seeded } from "../../random/seeded.ts";

/** One end of a link. */
export interface Talker {
  /** Six bytes. */
  readonly mac: Buffer;
  /** Four bytes. */
  readonly ip: Buffer;
}

/** Two ends that talk over a link from the moment a capture begins. */
export interface Talk {
  readonly seed: number;
  /** Tells one talk from the other. */
  readonly name: string;
  readonly ends: readonly [Talker, Talker];
}

export type PacketKind = "ospf hello" | "arp request" | "arp reply" | "icmp echo request" | "icmp echo reply";

/** A packet of a talk, by its number, which counts from 0. */
export interface Packet {
  readonly index: number;
  readonly kind: PacketKind;
  readonly from: Talker;
  readonly to: Talker;
  /** Of an echo, counted from 1. */
  readonly sequence: number;
  /** Microseconds since the talk began. */
  readonly atUs: number;
}

/** As many as the statistics of links count. */
const packetsPerSecond = 3;
const gapUs = 1_000_000 / packetsPerSecond;
/** Ten seconds: a hello of each end, who is where, and thirteen echoes. */
export const cycle = 30;
const opening: readonly PacketKind[] = ["ospf hello", "ospf hello", "arp request", "arp reply"];
const echoesPerCycle = (cycle - opening.length) / 2;

/** Of which kind a packet is, by its number. */
export function kindOf(index: number): PacketKind {
  const place = index % cycle;
  return opening[place] ?? (place % 2 === 0 ? "icmp echo request" : "icmp echo reply");
}

/** Any packet of a talk can be had without those before it. */
export function packetOf({ seed, name, ends }: Talk, index: number): Packet {
  const place = index % cycle;
  const isFromB = place % 2 === 1;
  const sequence = Math.floor(index / cycle) * echoesPerCycle + ((place - opening.length) >> 1) + 1;
  return {
    index,
    kind: kindOf(index),
    from: ends[isFromB ? 1 : 0],
    to: ends[isFromB ? 0 : 1],
    sequence,
    atUs: Math.round((index + 0.5 * seeded(seed, "packet", name, index)) * gapUs),
  };
}

/** How many packets come in the first so many milliseconds. */
export function packetsIn(talk: Talk, elapsedMs: number): number {
  const elapsedUs = elapsedMs * 1000;
  // Each comes in the first half of its own gap, so those of all gaps before the last are there.
  let count = Math.max(0, Math.floor(elapsedUs / gapUs) - 1);
  while (packetOf(talk, count).atUs <= elapsedUs) count += 1;
  return count;
}
