import { CmlApiError, json } from "../answer.ts";
import type { Capture } from "../captures/capture.ts";
import { packetLine, packetTree } from "../captures/packet-text.ts";
import { pcapFile } from "../captures/pcap-file.ts";
import type { Packet } from "../captures/talk.ts";
import type { Call, OperationTable } from "../operation.ts";
import { visibleLabs } from "./labs.ts";

/** What was captured, by the key of the capture: it stays until the link is captured anew, or is gone. */
export const pcapOperations: OperationTable = {
  "GET /pcap/{link_capture_key}": {
    access: "user",
    handle(call) {
      const capture = knownCapture(call);
      return {
        status: 200,
        body: pcapFile(packetsOf(call, capture), capture.beginMs),
        // The document has another name for the same.
        contentType: "application/vnd.tcpdump.pcap",
      };
    },
  },
  "GET /pcap/{link_capture_key}/packets": {
    access: "user",
    handle(call) {
      const packets = packetsOf(call, knownCapture(call));
      const firstUs = packets[0]?.atUs ?? 0;
      return json(packets.map((packet, index) => packetLine(packet, index + 1, firstUs)));
    },
  },
  "GET /pcap/{link_capture_key}/packet/{packet_id}": {
    access: "user",
    handle(call) {
      const id = call.path["packet_id"] ?? "";
      const capture = knownCapture(call);
      const packet = /^\d+$/.test(id) ? packetsOf(call, capture)[Number(id) - 1] : undefined;
      if (!packet) throw new CmlApiError(404, `Packet not found: ${id}`);
      return json(packetTree(packet, Number(id), capture.beginMs));
    },
  },
};

function packetsOf({ controller }: Call, capture: Capture): readonly Packet[] {
  return capture.packetsAt(controller.clock());
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
