import type { Readable } from "node:stream";
import { aText, aWrittenNumber, wholeList } from "../answers/kinds.ts";
import { aRecord } from "../answers/record.ts";
import type { CmlCallOptions } from "../call-options.ts";
import type { Transfer } from "../transfer/transfer.ts";
import { answering } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { operation } from "../transport/operation.ts";

/** A captured packet in one line. `null` is unknown. */
export interface CmlPacket {
  /** From 1. */
  readonly number: number | null;
  /** Since the capture began. */
  readonly atSeconds: number | null;
  /** IP or MAC address, or `N/A`. */
  readonly source: string | null;
  /** IP or MAC address, or `N/A`. */
  readonly destination: string | null;
  readonly protocol: string | null;
  readonly lengthBytes: number | null;
  readonly info: string | null;
}

/** What captures caught. Their keys are told by `links.capture.key`. */
export interface CmlPcap {
  /** The packets, one line each. */
  packets(key: string, options?: CmlCallOptions): Promise<CmlPacket[]>;
  /** One packet taken apart, from number 1: a tree of protocols and fields, as it came. */
  packet(key: string, number: number, options?: CmlCallOptions): Promise<unknown>;
  /**
   * The whole capture, as a file for Wireshark. It comes as fast as the stream is read, without a time limit unless
   * `timeoutMs` is given; `signal` ends it as well. Read it or destroy it: it holds a connection until then. Errors of the
   * stream are {@link CmlError}.
   *
   * @throws CmlError until the stream is there
   * @example
   * ```ts
   * await pipeline(await cml.pcap.download(key), createWriteStream("link.pcap"));
   * ```
   */
  download(key: string, options?: CmlCallOptions): Promise<Readable>;
}

// Every number is written as text, against the document.
const packets = answering(
  "GET /pcap/{link_capture_key}/packets",
  wholeList(
    aRecord<CmlPacket>({
      number: ["no", aWrittenNumber],
      atSeconds: ["time", aWrittenNumber],
      source: ["source", aText],
      destination: ["destination", aText],
      protocol: ["protocol", aText],
      lengthBytes: ["length", aWrittenNumber],
      info: ["info", aText],
    }),
  ),
);
const packet = operation<unknown>("GET /pcap/{link_capture_key}/packet/{packet_id}", (tree) => tree);

/** The `pcap` group of a client. */
export function createPcap(call: Call, transfer: Pick<Transfer, "download">): CmlPcap {
  return {
    download: (key, options) =>
      transfer.download("GET /pcap/{link_capture_key}", { ...options, path: { link_capture_key: key } }),
    packets: (key, options) => call(packets, { ...options, path: { link_capture_key: key } }),
    packet: (key, number, options) =>
      call(packet, { ...options, path: { link_capture_key: key, packet_id: number } }),
  };
}
