import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const key = idOf(5);

describe("pcap", () => {
  exchanges({
    "reads packets whose numbers are written as text": {
      call: (cml) => cml.pcap.packets(key),
      operation: "GET /pcap/{link_capture_key}/packets",
      url: `/pcap/${key}/packets`,
      answer: [
        {
          no: "1",
          time: "0.000384",
          source: "10.0.0.1",
          destination: "N/A",
          length: "114",
          protocol: "ICMP",
          info: "Echo",
        },
      ],
      gives: [
        {
          number: 1,
          atSeconds: 0.000384,
          source: "10.0.0.1",
          destination: "N/A",
          lengthBytes: 114,
          protocol: "ICMP",
          info: "Echo",
        },
      ],
    },
    "takes a packet apart": {
      call: (cml) => cml.pcap.packet(key, 1),
      operation: "GET /pcap/{link_capture_key}/packet/{packet_id}",
      url: `/pcap/${key}/packet/1`,
      answer: [{ frame: {} }],
      gives: [{ frame: {} }],
    },
  });
});
