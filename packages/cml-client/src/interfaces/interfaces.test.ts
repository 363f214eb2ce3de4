import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const lab = idOf(1);
const id = idOf(4);
const at = `/labs/${lab}/interfaces/${id}`;

const onWire = {
  id,
  lab_id: lab,
  node: idOf(2),
  label: "eth0",
  type: "physical",
  slot: 0,
  mac_address: null,
  is_connected: true,
  state: "STARTED",
  operational: { mac_address: "52:54:00:01:02:03", device_name: "tap0", src_udp_port: 1, dst_udp_port: 2 },
};
const ours = {
  id,
  labId: lab,
  nodeId: idOf(2),
  label: "eth0",
  type: "physical",
  slot: 0,
  macAddress: null,
  isConnected: true,
  state: "STARTED",
  operational: { macAddress: "52:54:00:01:02:03", deviceName: "tap0", srcUdpPort: 1, dstUdpPort: 2 },
};

describe("interfaces", () => {
  exchanges({
    "reads one, with what it got": {
      call: (cml) => cml.interfaces.get(lab, id),
      operation: "GET /labs/{lab_id}/interfaces/{interface_id}",
      url: `${at}?operational=true`,
      answer: { ...onWire, src_udp_port: 1, dst_udp_port: 2, device_name: "tap0" },
      gives: ours,
    },
    "creates the next, which is answered with an object": {
      call: (cml) => cml.interfaces.create(lab, { nodeId: idOf(2) }),
      operation: "POST /labs/{lab_id}/interfaces",
      url: `/labs/${lab}/interfaces`,
      body: { node: idOf(2) },
      answer: onWire,
      gives: [ours],
    },
    "creates all up to a slot, which is answered with a list": {
      call: (cml) => cml.interfaces.create(lab, { nodeId: idOf(2), slot: 1 }),
      operation: "POST /labs/{lab_id}/interfaces",
      url: `/labs/${lab}/interfaces`,
      body: { node: idOf(2), slot: 1 },
      answer: [onWire, { ...onWire, slot: 1 }],
      gives: [ours, { ...ours, slot: 1 }],
    },
    "changes the MAC address": {
      call: (cml) => cml.interfaces.update(lab, id, { macAddress: "52:54:00:00:00:01" }),
      operation: "PATCH /labs/{lab_id}/interfaces/{interface_id}",
      url: at,
      body: { mac_address: "52:54:00:00:00:01" },
      answer: { ...onWire, mac_address: "52:54:00:00:00:01" },
      gives: { ...ours, macAddress: "52:54:00:00:00:01" },
    },
    "deletes one": {
      call: (cml) => cml.interfaces.delete(lab, id),
      operation: "DELETE /labs/{lab_id}/interfaces/{interface_id}",
      url: at,
    },
    "reads its state": {
      call: (cml) => cml.interfaces.state(lab, id),
      operation: "GET /labs/{lab_id}/interfaces/{interface_id}/state",
      url: `${at}/state`,
      answer: { label: "eth0", state: "STOPPED" },
      gives: { label: "eth0", state: "STOPPED" },
    },
    "starts one": {
      call: (cml) => cml.interfaces.start(lab, id),
      operation: "PUT /labs/{lab_id}/interfaces/{interface_id}/state/start",
      url: `${at}/state/start`,
    },
    "stops one": {
      call: (cml) => cml.interfaces.stop(lab, id),
      operation: "PUT /labs/{lab_id}/interfaces/{interface_id}/state/stop",
      url: `${at}/state/stop`,
    },
  });
});
