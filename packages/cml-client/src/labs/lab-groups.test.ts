import { describe, expect, test } from "vitest";
import type { CmlDrift } from "../index.ts";
import { plainClient } from "../test/clients.ts";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";
import { json, loopback } from "../test/loopback.ts";

const lab = idOf(1);
const node = idOf(2);
const link = idOf(3);

const onWire = {
  id: lab,
  created: "2026-05-20T12:00:00+00:00",
  modified: "2026-05-20T12:00:01+00:00",
  lab_title: "OSPF",
  lab_description: "",
  lab_notes: "",
  owner: idOf(9),
  owner_username: "admin",
  owner_fullname: "",
  state: "DEFINED_ON_CORE",
  node_count: 0,
  link_count: 0,
  groups: [],
  effective_permissions: ["lab_admin", "lab_view"],
};
const ours = {
  id: lab,
  title: "OSPF",
  description: "",
  notes: "",
  state: "DEFINED_ON_CORE",
  ownerId: idOf(9),
  ownerUsername: "admin",
  ownerFullname: "",
  nodeCount: 0,
  linkCount: 0,
  createdAt: "2026-05-20T12:00:00.000Z",
  modifiedAt: "2026-05-20T12:00:01.000Z",
  groups: [],
  effectivePermissions: ["lab_admin", "lab_view"],
};

describe("labs", () => {
  exchanges({
    "creates an empty lab": {
      call: (cml) => cml.labs.create(),
      operation: "POST /labs",
      url: "/labs",
      body: {},
      answer: onWire,
      gives: ours,
    },
    "creates a lab with all its settings under the names of the API, which differ from those it answers with":
      {
        call: (cml) =>
          cml.labs.create({
            title: "OSPF",
            description: "d",
            notes: "n",
            ownerId: idOf(9),
            associations: { users: [{ id: idOf(8), permissions: ["lab_view", "lab_exec"] }] },
          }),
        operation: "POST /labs",
        url: "/labs",
        body: {
          title: "OSPF",
          description: "d",
          notes: "n",
          owner: idOf(9),
          associations: { users: [{ id: idOf(8), permissions: ["lab_view", "lab_exec"] }] },
        },
        // Members of 2.10 and later.
        answer: { ...onWire, groups: undefined, autostart: {}, node_staging: {} },
        gives: { ...ours, groups: null },
      },
    "changes a lab": {
      call: (cml) => cml.labs.update(lab, { title: "IS-IS" }),
      operation: "PATCH /labs/{lab_id}",
      url: `/labs/${lab}`,
      body: { title: "IS-IS" },
      answer: { ...onWire, lab_title: "IS-IS" },
      gives: { ...ours, title: "IS-IS" },
    },
    "deletes a lab": {
      call: (cml) => cml.labs.delete(lab),
      operation: "DELETE /labs/{lab_id}",
      url: `/labs/${lab}`,
    },
    "starts a lab": {
      call: (cml) => cml.labs.start(lab),
      operation: "PUT /labs/{lab_id}/start",
      url: `/labs/${lab}/start`,
    },
    "stops a lab": {
      call: (cml) => cml.labs.stop(lab),
      operation: "PUT /labs/{lab_id}/stop",
      url: `/labs/${lab}/stop`,
    },
    "wipes a lab": {
      call: (cml) => cml.labs.wipe(lab),
      operation: "PUT /labs/{lab_id}/wipe",
      url: `/labs/${lab}/wipe`,
    },
    "has configurations generated, with PUT": {
      call: (cml) => cml.labs.bootstrap(lab),
      operation: "PUT /labs/{lab_id}/bootstrap",
      url: `/labs/${lab}/bootstrap`,
      answer: null,
    },
    "reads a lab's state": {
      call: (cml) => cml.labs.state(lab),
      operation: "GET /labs/{lab_id}/state",
      url: `/labs/${lab}/state`,
      answer: "STARTED",
      gives: "STARTED",
    },
    "reads whether a lab has converged": {
      call: (cml) => cml.labs.isConverged(lab),
      operation: "GET /labs/{lab_id}/check_if_converged",
      url: `/labs/${lab}/check_if_converged`,
      answer: false,
      gives: false,
    },
    "reads the states of all elements": {
      call: (cml) => cml.labs.elementStates(lab),
      operation: "GET /labs/{lab_id}/lab_element_state",
      url: `/labs/${lab}/lab_element_state`,
      answer: { nodes: { [node]: "BOOTED" }, links: { [link]: "STARTED" }, interfaces: {} },
      gives: { nodes: { [node]: "BOOTED" }, links: { [link]: "STARTED" }, interfaces: {} },
    },
    "reads simulation statistics, which are maps whatever the document says": {
      call: (cml) => cml.labs.simulationStats(lab),
      operation: "GET /labs/{lab_id}/simulation_stats",
      url: `/labs/${lab}/simulation_stats`,
      answer: {
        nodes: {
          [node]: {
            cpu_usage: 101.5,
            block0_rd_bytes: 0,
            block0_wr_bytes: 512,
            times: { QUEUED: 0, STARTED: 2, BOOTED: 97 },
          },
        },
        links: { [link]: { readbytes: 1, readpackets: 2, writebytes: 3, writepackets: 4, drops: 0 } },
      },
      gives: {
        nodes: {
          [node]: {
            cpuPercent: 101.5,
            diskReadBytes: 0,
            diskWrittenBytes: 512,
            secondsInState: { QUEUED: 0, STARTED: 2, BOOTED: 97 },
            ramPercent: null,
            diskUsedMb: null,
            isRunning: null,
          },
        },
        links: { [link]: { readBytes: 1, readPackets: 2, writtenBytes: 3, writtenPackets: 4, drops: 0 } },
      },
    },
    "reads no statistics of a lab that does not run": {
      call: (cml) => cml.labs.simulationStats(lab),
      operation: "GET /labs/{lab_id}/simulation_stats",
      url: `/labs/${lab}/simulation_stats`,
      answer: {},
      gives: { nodes: {}, links: {} },
    },
    "reads that a lab is shared with nobody": {
      call: (cml) => cml.labs.associations(lab),
      operation: "GET /labs/{lab_id}/associations",
      url: `/labs/${lab}/associations`,
      answer: {},
      gives: { groups: [], users: [] },
    },
    "reads the addresses of a lab": {
      call: (cml) => cml.labs.layer3Addresses(lab),
      operation: "GET /labs/{lab_id}/layer3_addresses",
      url: `/labs/${lab}/layer3_addresses`,
      answer: {
        [node]: {
          name: "r1",
          interfaces: { "52:54:00:01:02:03": { id: idOf(4), label: "eth0", ip4: ["10.0.0.2"], ip6: [] } },
        },
      },
      gives: {
        [node]: {
          name: "r1",
          interfaces: {
            "52:54:00:01:02:03": { interfaceId: idOf(4), label: "eth0", ip4: ["10.0.0.2"], ip6: [] },
          },
        },
      },
    },
    "reads no addresses of a lab that does not run": {
      call: (cml) => cml.labs.layer3Addresses(lab),
      operation: "GET /labs/{lab_id}/layer3_addresses",
      url: `/labs/${lab}/layer3_addresses`,
      answer: {},
      gives: {},
    },
    "reads events by the words controllers use, not those of the document": {
      call: (cml) => cml.labs.events(lab),
      operation: "GET /labs/{lab_id}/events",
      url: `/labs/${lab}/events`,
      answer: [
        {
          lab_id: lab,
          event: "MODIFIED",
          element_type: "Node",
          element_id: node,
          data: { x: 1 },
          previous: {},
          timestamp: "2026-05-20T12:00:00.5+00:00",
        },
      ],
      gives: [
        {
          labId: lab,
          event: "MODIFIED",
          elementType: "Node",
          elementId: node,
          data: { x: 1 },
          previous: {},
          at: "2026-05-20T12:00:00.500Z",
        },
      ],
    },
    "imports YAML as it is": {
      call: (cml) => cml.labs.importTopology("lab:\n  title: t\n", { title: "x y" }),
      operation: "POST /import",
      url: "/import?title=x%20y",
      body: "lab:\n  title: t\n",
      answer: { id: lab, warnings: ["**old**"] },
      gives: { id: lab, warnings: ["**old**"] },
    },
    "imports what is in a file": {
      call: (cml) => cml.labs.importTopology({ lab: { version: "0.3.0" }, nodes: [], links: [] }),
      operation: "POST /import",
      url: "/import",
      body: { lab: { version: "0.3.0" }, nodes: [], links: [] },
      answer: { id: lab, warnings: null },
      gives: { id: lab, warnings: [] },
    },
    "imports the XML of old": {
      call: (cml) => cml.labs.importVirl1x("<topology/>"),
      operation: "POST /import/virl-1x",
      url: "/import/virl-1x",
      body: "<topology/>",
      answer: { id: lab, warnings: [] },
      gives: { id: lab, warnings: [] },
    },
    "downloads YAML, which is no JSON whatever the document says": {
      call: (cml) => cml.labs.download(lab),
      operation: "GET /labs/{lab_id}/download",
      url: `/labs/${lab}/download`,
      answer: "lab:\n  title: OSPF\n",
      mediaType: "application/x-yaml",
      gives: "lab:\n  title: OSPF\n",
    },
    "downloads YAML that comes as a JSON string": {
      call: (cml) => cml.labs.download(lab),
      operation: "GET /labs/{lab_id}/download",
      url: `/labs/${lab}/download`,
      answer: "lab:\n",
      gives: "lab:\n",
    },
    "reads a testbed as text": {
      call: (cml) => cml.labs.pyatsTestbed(lab, { hostname: "cml.example" }),
      operation: "GET /labs/{lab_id}/pyats_testbed",
      url: `/labs/${lab}/pyats_testbed?hostname=cml.example`,
      answer: "testbed:\n",
      mediaType: "text/plain",
      gives: "testbed:\n",
    },
    "reads with whom a lab is shared": {
      call: (cml) => cml.labs.associations(lab),
      operation: "GET /labs/{lab_id}/associations",
      url: `/labs/${lab}/associations`,
      answer: { groups: [{ id: idOf(7), permissions: ["lab_view"] }], users: [] },
      gives: { groups: [{ id: idOf(7), permissions: ["lab_view"] }], users: [] },
    },
    "shares a lab": {
      call: (cml) => cml.labs.setAssociations(lab, { users: [] }),
      operation: "PATCH /labs/{lab_id}/associations",
      url: `/labs/${lab}/associations`,
      body: { users: [] },
      answer: { groups: [], users: [] },
      gives: { groups: [], users: [] },
    },
    "reads where external connectors lead": {
      call: (cml) => cml.labs.connectorMappings(lab),
      operation: "GET /labs/{lab_id}/connector_mappings",
      url: `/labs/${lab}/connector_mappings`,
      answer: [{ key: "NAT", device_name: "virbr0", label: "NAT", tags: ["NAT"], allowed: true }],
      gives: [{ key: "NAT", deviceName: "virbr0", label: "NAT", tags: ["NAT"], allowed: true }],
    },
    "leads external connectors elsewhere": {
      call: (cml) =>
        cml.labs.setConnectorMappings(lab, [
          { key: "NAT", deviceName: "bridge0" },
          { key: "x", deviceName: null },
        ]),
      operation: "PATCH /labs/{lab_id}/connector_mappings",
      url: `/labs/${lab}/connector_mappings`,
      body: [
        { key: "NAT", device_name: "bridge0" },
        { key: "x", device_name: null },
      ],
      answer: [{ key: "NAT", device_name: "bridge0" }],
      gives: [{ key: "NAT", deviceName: "bridge0", label: null, tags: null, allowed: null }],
    },
    "reads the resource pools of a lab": {
      call: (cml) => cml.labs.resourcePools(lab),
      operation: "GET /labs/{lab_id}/resource_pools",
      url: `/labs/${lab}/resource_pools`,
      answer: [idOf(5)],
      gives: [idOf(5)],
    },
  });
});

const tile = { ...onWire, topology: { nodes: [], links: [], annotations: [], smart_annotations: [] } };

test("reads a tile without drift, whatever the document says of tiles", async () => {
  const drift: CmlDrift[] = [];
  await using server = await loopback((_request, response) => json(response, { lab_tiles: { [lab]: tile } }));
  await using cml = plainClient(server, { hooks: { onDrift: (difference) => void drift.push(difference) } });
  expect(await cml.labs.tiles()).toEqual([{ ...ours, nodes: [], links: [] }]);
  expect(drift).toEqual([]);
});

test("reads the tiles, which are labs and not what the document says, and finds labs by title", async () => {
  await using server = await loopback((_request, response) =>
    json(response, { lab_tiles: { [lab]: tile, [idOf(6)]: { ...tile, lab_title: "Other" } } }),
  );
  await using cml = plainClient(server);
  expect(await cml.labs.tiles()).toMatchObject([{ id: lab, title: "OSPF" }, { id: idOf(6) }]);
  expect(await cml.labs.findByTitle("OSPF")).toEqual([{ ...ours, nodes: [], links: [] }]);
  expect(server.received.map(({ url }) => url)).toEqual([
    "/api/v0/populate_lab_tiles",
    "/api/v0/populate_lab_tiles",
  ]);
});

test("takes the page of a proxy for neither YAML nor success", async () => {
  await using server = await loopback((_request, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<html>"),
  );
  await using cml = plainClient(server);
  await expect(cml.labs.download(lab)).rejects.toMatchObject({ code: "unexpected" });
  await expect(cml.labs.start(lab)).rejects.toMatchObject({ code: "unexpected" });
  await expect(cml.licensing.deregister()).rejects.toMatchObject({ code: "unexpected" });
});
