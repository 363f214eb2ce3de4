import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const lab = idOf(1);

const link = idOf(3);

const key = idOf(5);

const at = `/labs/${lab}/links/${link}`;

const onWire = {
  id: link,
  lab_id: lab,
  label: "a<->b",
  state: "STARTED",
  interface_a: idOf(11),
  interface_b: idOf(12),
  node_a: idOf(21),
  node_b: idOf(22),
  link_capture_key: "",
};

const ours = {
  id: link,
  labId: lab,
  label: "a<->b",
  state: "STARTED",
  interfaceAId: idOf(11),
  interfaceBId: idOf(12),
  nodeAId: idOf(21),
  nodeBId: idOf(22),
  captureKey: null,
};

describe("links", () => {
  exchanges({
    "lists links whole, and reads no capture where the key is empty": {
      call: (cml) => cml.links.list(lab),
      operation: "GET /labs/{lab_id}/links",
      url: `/labs/${lab}/links?data=true`,
      answer: [onWire, { ...onWire, link_capture_key: key }],
      gives: [ours, { ...ours, captureKey: key }],
    },
    "reads a link": {
      call: (cml) => cml.links.get(lab, link),
      operation: "GET /labs/{lab_id}/links/{link_id}",
      url: `${at}?simplified=false`,
      answer: onWire,
      gives: ours,
    },
    "connects two interfaces": {
      call: (cml) => cml.links.create(lab, { interfaceAId: idOf(11), interfaceBId: idOf(12) }),
      operation: "POST /labs/{lab_id}/links",
      url: `/labs/${lab}/links`,
      body: { src_int: idOf(11), dst_int: idOf(12) },
      answer: { id: link },
      gives: { id: link },
    },
    "deletes a link": {
      call: (cml) => cml.links.delete(lab, link),
      operation: "DELETE /labs/{lab_id}/links/{link_id}",
      url: at,
    },
    "starts a link": {
      call: (cml) => cml.links.start(lab, link),
      operation: "PUT /labs/{lab_id}/links/{link_id}/state/start",
      url: `${at}/state/start`,
    },
    "stops a link": {
      call: (cml) => cml.links.stop(lab, link),
      operation: "PUT /labs/{lab_id}/links/{link_id}/state/stop",
      url: `${at}/state/stop`,
    },
    "reads whether a link has converged": {
      call: (cml) => cml.links.isConverged(lab, link),
      operation: "GET /labs/{lab_id}/links/{link_id}/check_if_converged",
      url: `${at}/check_if_converged`,
      answer: true,
      gives: true,
    },
  });
});
