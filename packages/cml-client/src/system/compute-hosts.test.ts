import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const id = idOf(7);

const host = {
  id,
  server_address: "fd00::1",
  hostname: "compute-1",
  is_simulator: true,
  is_connector: false,
  admission_state: "READY",
  nodes: [idOf(2)],
  node_counts: { total_nodes: 1, running_nodes: 0, total_orphans: 0, running_orphans: null },
  is_connected: true,
  is_synced: true,
};

const ourHost = {
  id,
  serverAddress: "fd00::1",
  hostname: "compute-1",
  isSimulator: true,
  isConnector: false,
  admissionState: "READY",
  nodeIds: [idOf(2)],
  nodeCounts: { total: 1, running: 0, totalOrphans: 0, runningOrphans: null },
  isConnected: true,
  isSynced: true,
};

const { nodes: _nodes, ...newerHost } = host;

describe("system.computeHosts", () => {
  exchanges({
    "lists them": {
      call: (cml) => cml.system.computeHosts.list(),
      operation: "GET /system/compute_hosts",
      url: "/system/compute_hosts",
      answer: [host],
      gives: [ourHost],
    },
    "reads one": {
      call: (cml) => cml.system.computeHosts.get(id),
      operation: "GET /system/compute_hosts/{compute_id}",
      url: `/system/compute_hosts/${id}`,
      answer: host,
      gives: ourHost,
    },
    "lets one in": {
      call: (cml) => cml.system.computeHosts.update(id, { admissionState: "READY" }),
      operation: "PATCH /system/compute_hosts/{compute_id}",
      url: `/system/compute_hosts/${id}`,
      body: { admission_state: "READY" },
      answer: host,
      gives: ourHost,
    },
    "deletes one": {
      call: (cml) => cml.system.computeHosts.delete(id),
      operation: "DELETE /system/compute_hosts/{compute_id}",
      url: `/system/compute_hosts/${id}`,
    },
    "reads how far new ones are let in": {
      call: (cml) => cml.system.computeHosts.configuration(),
      operation: "GET /system/compute_hosts/configuration",
      url: "/system/compute_hosts/configuration",
      answer: { admission_state: "ONLINE" },
      gives: { admissionState: "ONLINE" },
    },
    "decides how far new ones are let in": {
      call: (cml) => cml.system.computeHosts.setConfiguration({ admissionState: "REGISTERED" }),
      operation: "PATCH /system/compute_hosts/configuration",
      url: "/system/compute_hosts/configuration",
      body: { admission_state: "REGISTERED" },
      answer: { admission_state: "REGISTERED" },
      gives: { admissionState: "REGISTERED" },
    },
  });
});

describe("newer hosts", () => {
  exchanges({
    "need not list their nodes": {
      call: (cml) => cml.system.computeHosts.get(id),
      operation: "GET /system/compute_hosts/{compute_id}",
      url: `/system/compute_hosts/${id}`,
      answer: newerHost,
      beyondTable: ["unreadable nodes"],
      gives: { ...ourHost, nodeIds: null },
    },
  });
});
