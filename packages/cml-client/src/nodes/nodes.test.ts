import { describe, expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";
import { json, loopback } from "../test/loopback.ts";

const lab = idOf(1);
const node = idOf(2);
const at = `/labs/${lab}/nodes/${node}`;

const onWire = {
  id: node,
  lab_id: lab,
  label: "r1",
  x: 0,
  y: -5,
  node_definition: "iosv",
  image_definition: null,
  ram: 512,
  cpus: 1,
  cpu_limit: 100,
  data_volume: 0,
  boot_disk_size: 0,
  hide_links: false,
  tags: [],
  parameters: {},
  state: "BOOTED",
  boot_progress: "Booted",
  pinned_compute_id: null,
  // What is asked for without saying how comes along here as well.
  compute_id: idOf(7),
  resource_pool: null,
  vnc_key: "",
  serial_consoles: [],
  iol_app_id: null,
  operational: {
    compute_id: idOf(7),
    image_definition: "iosv-159-3",
    ram: 512,
    cpus: 1,
    cpu_limit: 100,
    data_volume: 0,
    boot_disk_size: 0,
    resource_pool: null,
    vnc_key: "",
    iol_app_id: null,
    serial_consoles: [{ console_key: idOf(8), label: "serial0", device_number: 0 }],
  },
};
const ours = {
  id: node,
  labId: lab,
  label: "r1",
  x: 0,
  y: -5,
  nodeDefinition: "iosv",
  imageDefinition: null,
  ramMib: 512,
  cpus: 1,
  cpuLimitPercent: 100,
  dataVolumeGib: 0,
  bootDiskGib: 0,
  hideLinks: false,
  tags: [],
  parameters: {},
  state: "BOOTED",
  bootProgress: "Booted",
  pinnedComputeId: null,
  configuration: null,
  operational: {
    computeId: idOf(7),
    imageDefinition: "iosv-159-3",
    ramMib: 512,
    cpus: 1,
    cpuLimitPercent: 100,
    dataVolumeGib: 0,
    bootDiskGib: 0,
    resourcePoolId: null,
    vncKey: null,
    iolAppId: null,
    serialConsoles: [{ key: idOf(8), label: "serial0", line: 0 }],
  },
};
const image = { id: "i", node_definition_id: "iosv", label: "I", disk_image: "i.qcow2" };

describe("nodes", () => {
  exchanges({
    "lists the nodes of a lab, with every parameter said outright": {
      call: (cml) => cml.nodes.list(lab),
      operation: "GET /labs/{lab_id}/nodes",
      url: `/labs/${lab}/nodes?data=true&operational=true&exclude_configurations=true`,
      answer: [onWire],
      gives: [ours],
    },
    "lists nodes with all their configuration files": {
      call: (cml) => cml.nodes.list(lab, { configurations: true }),
      operation: "GET /labs/{lab_id}/nodes",
      url: `/labs/${lab}/nodes?data=true&operational=true&exclude_configurations=false`,
      answer: [{ ...onWire, configuration: [{ name: "a", content: "b" }] }],
      gives: [{ ...ours, configuration: [{ name: "a", content: "b" }] }],
    },
    "reads a node that was never started, and newer members": {
      call: (cml) => cml.nodes.list(lab),
      operation: "GET /labs/{lab_id}/nodes",
      url: `/labs/${lab}/nodes?data=true&operational=true&exclude_configurations=true`,
      answer: [{ ...onWire, operational: null, priority: 1, pyats: {} }],
      gives: [{ ...ours, operational: null }],
    },
    "reads a node whose consoles are null": {
      call: (cml) => cml.nodes.list(lab),
      operation: "GET /labs/{lab_id}/nodes",
      url: `/labs/${lab}/nodes?data=true&operational=true&exclude_configurations=true`,
      answer: [
        { ...onWire, operational: { ...onWire.operational, image_definition: "", serial_consoles: null } },
      ],
      gives: [{ ...ours, operational: { ...ours.operational, imageDefinition: null, serialConsoles: null } }],
    },
    "lists the nodes of all labs": {
      call: (cml) => cml.nodes.listAll(),
      operation: "GET /nodes",
      url: "/nodes?operational=true&exclude_configurations=true",
      answer: [onWire],
      gives: [ours],
    },
    "reads a node with what its definitions say": {
      call: (cml) => cml.nodes.get(lab, node, { configurations: true }),
      operation: "GET /labs/{lab_id}/nodes/{node_id}",
      url: `${at}?simplified=false&operational=true&exclude_configurations=false`,
      answer: { ...onWire, configuration: "hostname r1" },
      gives: { ...ours, configuration: [{ name: null, content: "hostname r1" }] },
    },
    "changes a node, and leaves what is null to the definition": {
      call: (cml) => cml.nodes.update(lab, node, { ramMib: 1_024, imageDefinition: null, tags: [] }),
      operation: "PATCH /labs/{lab_id}/nodes/{node_id}",
      url: at,
      body: { ram: 1_024, image_definition: null, tags: [] },
      answer: node,
    },
    "deletes a node": {
      call: (cml) => cml.nodes.delete(lab, node),
      operation: "DELETE /labs/{lab_id}/nodes/{node_id}",
      url: at,
    },
    "starts a node": {
      call: (cml) => cml.nodes.start(lab, node),
      operation: "PUT /labs/{lab_id}/nodes/{node_id}/state/start",
      url: `${at}/state/start`,
    },
    "stops a node": {
      call: (cml) => cml.nodes.stop(lab, node),
      operation: "PUT /labs/{lab_id}/nodes/{node_id}/state/stop",
      url: `${at}/state/stop`,
    },
    "wipes a node's disks": {
      call: (cml) => cml.nodes.wipeDisks(lab, node),
      operation: "PUT /labs/{lab_id}/nodes/{node_id}/wipe_disks",
      url: `${at}/wipe_disks`,
    },
    "reads a node's state": {
      call: (cml) => cml.nodes.state(lab, node),
      operation: "GET /labs/{lab_id}/nodes/{node_id}/state",
      url: `${at}/state`,
      answer: { state: "STARTED", progress: "Booting" },
      gives: { state: "STARTED", bootProgress: "Booting" },
    },
    "reads whether a node has converged": {
      call: (cml) => cml.nodes.isConverged(lab, node),
      operation: "GET /labs/{lab_id}/nodes/{node_id}/check_if_converged",
      url: `${at}/check_if_converged`,
      answer: true,
      gives: true,
    },
    "has a configuration extracted": {
      call: (cml) => cml.nodes.extractConfiguration(lab, node),
      operation: "PUT /labs/{lab_id}/nodes/{node_id}/extract_configuration",
      url: `${at}/extract_configuration`,
      answer: {},
    },
    "makes an image of a node": {
      call: (cml) => cml.nodes.cloneImage(lab, node),
      operation: "PUT /labs/{lab_id}/nodes/{node_id}/clone_image",
      url: `${at}/clone_image`,
      answer: image,
      gives: expect.objectContaining({ id: "i", nodeDefinition: "iosv", diskImage: "i.qcow2", ramMib: null }),
    },
    "reads the key of a console": {
      call: (cml) => cml.nodes.consoleKey(lab, node),
      operation: "GET /labs/{lab_id}/nodes/{node_id}/keys/console",
      url: `${at}/keys/console?line=0`,
      answer: idOf(8),
      gives: idOf(8),
    },
    "reads the end of what a console showed": {
      call: (cml) => cml.nodes.consoleLog(lab, node, { line: 1, lines: 10 }),
      operation: "GET /labs/{lab_id}/nodes/{node_id}/consoles/{console_id}/log",
      url: `${at}/consoles/1/log?lines=10`,
      answer: "Press RETURN\r\n",
      gives: "Press RETURN\r\n",
    },
    "reads the key of a screen": {
      call: (cml) => cml.nodes.vncKey(lab, node),
      operation: "GET /labs/{lab_id}/nodes/{node_id}/keys/vnc",
      url: `${at}/keys/vnc`,
      answer: idOf(8),
      gives: idOf(8),
    },
    "reads the addresses of a node": {
      call: (cml) => cml.nodes.layer3Addresses(lab, node),
      operation: "GET /labs/{lab_id}/nodes/{node_id}/layer3_addresses",
      url: `${at}/layer3_addresses`,
      answer: { name: "r1", interfaces: {} },
      gives: { name: "r1", interfaces: {} },
    },
    "lists the interfaces of a node": {
      call: (cml) => cml.nodes.interfaces(lab, node),
      operation: "GET /labs/{lab_id}/nodes/{node_id}/interfaces",
      url: `${at}/interfaces?data=true&operational=true`,
      answer: [],
      gives: [],
    },
    "finds a node by its label": {
      call: (cml) => cml.nodes.findByLabel(lab, "r 1"),
      operation: "GET /labs/{lab_id}/find/node/label/{search_query}",
      url: `/labs/${lab}/find/node/label/r%201`,
      answer: null,
      gives: null,
    },
    "finds nodes by a tag": {
      call: (cml) => cml.nodes.findByTag(lab, "core"),
      operation: "GET /labs/{lab_id}/find_all/node/tag/{search_query}",
      url: `/labs/${lab}/find_all/node/tag/core`,
      answer: [node],
      gives: [node],
    },
    "creates a plain node with one request": {
      call: (cml) => cml.nodes.create(lab, { label: "s", x: 1, y: 2, nodeDefinition: "unmanaged_switch" }),
      operation: "POST /labs/{lab_id}/nodes",
      url: `/labs/${lab}/nodes?populate_interfaces=false`,
      body: { label: "s", x: 1, y: 2, node_definition: "unmanaged_switch" },
      answer: { id: node },
      gives: { id: node },
    },
  });
});

const wanted = { label: "r1", x: 0, y: 0, nodeDefinition: "iosv", ramMib: 1_024, pinnedComputeId: idOf(7) };

test("sets what a creation may have left out, right after it", async () => {
  await using server = await loopback(({ method }, response) =>
    method === "POST" ? json(response, { id: node, label: "r1" }) : json(response, node),
  );
  await using cml = plainClient(server);
  expect(await cml.nodes.create(lab, { ...wanted, populateInterfaces: true })).toEqual({ id: node });
  expect(server.received.map(({ method, url, body }) => [method, url, JSON.parse(body)])).toEqual([
    [
      "POST",
      `/api/v0/labs/${lab}/nodes?populate_interfaces=true`,
      { label: "r1", x: 0, y: 0, node_definition: "iosv", ram: 1_024 },
    ],
    ["PATCH", `/api/v0${at}`, { ram: 1_024, pinned_compute_id: idOf(7) }],
  ]);
});

test("takes a node back that cannot be set up, and tells what was wrong first", async () => {
  await using server = await loopback(({ method }, response) => {
    if (method === "POST") return json(response, { id: node });
    if (method === "PATCH") return json(response, { code: 400, description: "No such compute" }, 400);
    return json(response, { code: 404, description: "Node not found" }, 404);
  });
  await using cml = plainClient(server);
  expect(await failureOf(cml.nodes.create(lab, wanted))).toMatchObject({
    code: "rejected",
    detail: "No such compute",
  });
  expect(server.received.map(({ method }) => method)).toEqual(["POST", "PATCH", "DELETE"]);
});

test("refuses what only the second request would have, before the first is sent", async () => {
  await using server = await loopback((_request, response) => json(response, { id: node }));
  await using cml = plainClient(server);
  const failure = await failureOf(cml.nodes.create(lab, { ...wanted, pinnedComputeId: "here" }));
  expect(failure).toMatchObject({ code: "invalid_request" });
  expect(failure.message).toContain("body.pinned_compute_id");
  expect(server.received).toEqual([]);
});
