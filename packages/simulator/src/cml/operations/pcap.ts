import { CmlApiError, json } from "../answer.ts";
import type { Capture } from "../captures/capture.ts";
import { inSlices } from "../captures/in-slices.ts";
import { packetLine, packetTree } from "../captures/packet-text.ts";
import { pcapHead, pcapRecords } from "../captures/pcap-file.ts";
import type { Packet } from "../captures/talk.ts";
import type { Call, OperationTable } from "../operation.ts";
import { visibleLabs } from "./labs.ts";

/** What was captured, by the key of the capture: it stays until the link is captured anew, or is gone. */
export const pcapOperations: OperationTable = {
  "GET /pcap/{link_capture_key}": {
    access: "user",
    async handle(call) {
      const capture = knownCapture(call);
      const records = await inSlices(sizeOf(call, capture), (from, to) =>
        pcapRecords(packetsOf(capture, from, to), capture.beginMs),
      );
      return {
        status: 200,
        body: [pcapHead(), ...records],
        // The document has another name for the same.
        contentType: "application/vnd.tcpdump.pcap",
      };
    },
  },
  "GET /pcap/{link_capture_key}/packets": {
    access: "user",
    async handle(call) {
      const capture = knownCapture(call);
      const size = sizeOf(call, capture);
      const firstUs = size > 0 ? capture.packet(0).atUs : 0;
      const lines = await inSlices(size, (from, to) => {
        const texts = packetsOf(capture, from, to).map((packet, index) =>
          JSON.stringify(packetLine(packet, from + index + 1, firstUs)),
        );
        return Buffer.from(`${from === 0 ? "" : ","}${texts.join()}`);
      });
      const body = [Buffer.from("["), ...lines, Buffer.from("]")];
      return { status: 200, body, contentType: "application/json" };
    },
  },
  "GET /pcap/{link_capture_key}/packet/{packet_id}": {
    access: "user",
    handle(call) {
      const id = call.path["packet_id"] ?? "";
      const capture = knownCapture(call);
      const no = /^\d+$/.test(id) ? Number(id) : 0;
      if (no < 1 || no > sizeOf(call, capture)) throw new CmlApiError(404, `Packet not found: ${id}`);
      return json(packetTree(capture.packet(no - 1), no, capture.beginMs));
    },
  },
};

function sizeOf({ controller }: Call, capture: Capture): number {
  return capture.sizeAt(controller.clock());
}

function packetsOf(capture: Capture, from: number, to: number): readonly Packet[] {
  return Array.from({ length: to - from }, (_, index) => capture.packet(from + index));
}

/** The capture a call is about, in a lab that the caller may see. @throws CmlApiError 404 */
function knownCapture({ controller, userId, path }: Call): Capture {
  const key = path["link_capture_key"] ?? "";
  for (const lab of visibleLabs(controller, userId)) {
    const capture = lab.links.find((link) => link.capture?.key === key)?.capture;
    if (capture) return capture;
  }
  throw new CmlApiError(404, `Packet capture not found: ${key}`);
}
