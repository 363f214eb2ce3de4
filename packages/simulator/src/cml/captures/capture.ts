import { z } from "zod";
import { seededHex } from "../../random/seeded.ts";
import type { Lab } from "../labs/lab.ts";
import { elementsAt } from "../labs/lab-elements.ts";
import type { LabLink } from "../labs/wiring.ts";
import { passes } from "./filter.ts";
import { cycle, kindOf, type Packet, packetOf, packetsIn, type Talk, type Talker } from "./talk.ts";

const encapsulations = ["ethernet", "frelay", "ppp", "ppp_hdlc", "pppoe", "c_hdlc", "slip", "ax25"] as const;

/** What a capture is started with: it has to end somewhere. */
export const captureSchema = z
  .strictObject({
    maxpackets: z.number().int().min(1).max(1_000_000),
    maxtime: z.number().int().min(1).max(86_400),
    bpfilter: z.string().min(1).max(128),
    encap: z.enum(encapsulations),
  })
  .partial()
  .refine(({ maxpackets, maxtime }) => maxpackets !== undefined || maxtime !== undefined);

/** By its wire names. Recorded: who gives a number of packets gets the longest time. The rest follows from that. */
export interface CaptureConfig {
  readonly maxpackets: number;
  readonly maxtime: number;
  readonly bpfilter: string | null;
  readonly encap: (typeof encapsulations)[number];
}

export function captureConfig(given: z.infer<typeof captureSchema>): CaptureConfig {
  const { maxpackets = 1_000_000, maxtime = 86_400, bpfilter = null, encap = "ethernet" } = given;
  return { maxpackets, maxtime, bpfilter, encap };
}

/** What goes over a link, kept until the next capture of that link. What it holds follows from the clock. */
export interface Capture {
  readonly key: string;
  readonly config: CaptureConfig;
  readonly beginMs: number;
  stop(atMs: number): void;
  /** Whether it still takes packets. */
  runsAt(atMs: number): boolean;
  /** How many packets it has taken until then. */
  sizeAt(atMs: number): number;
  /** Any packet that it takes, by its number, which counts from 0. None of them is kept: a day has 259,200. */
  packet(number: number): Packet;
}

export interface CaptureOptions extends Pick<Capture, "key" | "config" | "beginMs"> {
  readonly seed: number;
  readonly lab: Lab;
  readonly link: LabLink;
}

export function createCapture({ key, config, beginMs, seed, lab, link }: CaptureOptions): Capture {
  const { maxpackets, maxtime, bpfilter } = config;
  const talk = talkOver(seed, lab, link, key);
  // What passes depends on nothing but the kind, so it is the same in each cycle.
  const passing = Array.from({ length: cycle }, (_, place) => place).filter((place) =>
    passes(bpfilter, kindOf(place)),
  );
  let stoppedMs = Number.POSITIVE_INFINITY;

  /** It ends when it is told to, when its time is up, or when its link goes down, whatever comes first. */
  const endMs = (atMs: number): number => {
    const ends = lab.nodes.filter(({ id }) => id === link.nodeA || id === link.nodeB);
    const moments = ends.flatMap((node) => node.turningPoints(beginMs, atMs));
    const downs = moments.filter((moment) => elementsAt(lab, moment).links.get(link.id) !== "STARTED");
    return Math.min(stoppedMs, beginMs + maxtime * 1000, ...downs);
  };
  const sizeAt = (atMs: number): number => {
    const sent = packetsIn(talk, Math.min(atMs, endMs(atMs)) - beginMs);
    const inLastCycle = passing.filter((place) => place < sent % cycle).length;
    return Math.min(maxpackets, Math.floor(sent / cycle) * passing.length + inLastCycle);
  };
  return {
    key,
    config,
    beginMs,
    stop(atMs) {
      stoppedMs = atMs;
    },
    runsAt: (atMs) => atMs < endMs(atMs) && sizeAt(atMs) < maxpackets,
    sizeAt,
    packet(number) {
      const place = passing[number % passing.length] ?? 0;
      return packetOf(talk, Math.floor(number / passing.length) * cycle + place);
    },
  };
}

function talkOver(seed: number, lab: Lab, link: LabLink, name: string): Talk {
  const network = Number.parseInt(seededHex(4, seed, "network", link.id), 16) & 0xfffc;
  const interfaces = lab.nodes.flatMap((node) => node.interfaces);
  const end = (id: string, host: number): Talker => {
    const given = interfaces.find((one) => one.id === id)?.macAddress?.replaceAll(/[^\da-f]/gi, "");
    return {
      mac: Buffer.from(given?.length === 12 ? given : `525400${seededHex(6, seed, "mac", id)}`, "hex"),
      ip: Buffer.from([10, 0, network >> 8, (network & 0xff) + host]),
    };
  };
  return { seed, name, ends: [end(link.interfaceA, 1), end(link.interfaceB, 2)] };
}
