import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const lab = idOf(1);

const link = idOf(3);

const key = idOf(5);

const at = `/labs/${lab}/links/${link}`;

describe("links.capture", () => {
  exchanges({
    starts: {
      call: (cml) => cml.links.capture.start(lab, link, { maxPackets: 50, maxSeconds: 60, filter: "icmp" }),
      operation: "PUT /labs/{lab_id}/links/{link_id}/capture/start",
      url: `${at}/capture/start`,
      body: { maxpackets: 50, maxtime: 60, bpfilter: "icmp" },
      answer: { maxpackets: 50, maxtime: 60, bpfilter: "icmp", encap: "ethernet" },
      gives: { maxPackets: 50, maxSeconds: 60, filter: "icmp", encapsulation: "ethernet" },
    },
    "stops, and takes null for success": {
      call: (cml) => cml.links.capture.stop(lab, link),
      operation: "PUT /labs/{lab_id}/links/{link_id}/capture/stop",
      url: `${at}/capture/stop`,
      answer: null,
    },
    "tells how it goes": {
      call: (cml) => cml.links.capture.status(lab, link),
      operation: "GET /labs/{lab_id}/links/{link_id}/capture/status",
      url: `${at}/capture/status`,
      answer: {
        config: { maxpackets: 100, maxtime: 86_400, bpfilter: null, encap: null, link_capture_key: key },
        starttime: "2026-01-15T20:27:46Z",
        packetscaptured: 8,
      },
      gives: {
        configuration: { maxPackets: 100, maxSeconds: 86_400, filter: null, encapsulation: null, key },
        startedAt: "2026-01-15T20:27:46.000Z",
        packetsCaptured: 8,
      },
    },
    "tells that there is none": {
      call: (cml) => cml.links.capture.status(lab, link),
      operation: "GET /labs/{lab_id}/links/{link_id}/capture/status",
      url: `${at}/capture/status`,
      answer: { config: null, starttime: null, packetscaptured: null },
      gives: { configuration: null, startedAt: null, packetsCaptured: null },
    },
    "tells that there is none, in fewer words": {
      call: (cml) => cml.links.capture.status(lab, link),
      operation: "GET /labs/{lab_id}/links/{link_id}/capture/status",
      url: `${at}/capture/status`,
      answer: {},
      gives: { configuration: null, startedAt: null, packetsCaptured: null },
    },
    "tells its key": {
      call: (cml) => cml.links.capture.key(lab, link),
      operation: "GET /labs/{lab_id}/links/{link_id}/capture/key",
      url: `${at}/capture/key`,
      answer: key,
      gives: key,
    },
  });
});
