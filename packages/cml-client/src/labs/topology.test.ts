import { describe, expect } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const lab = idOf(1);

const node = {
  id: idOf(2),
  x: 10,
  y: -20,
  label: "r1",
  node_definition: "iosv",
  // Old labs say "" and 0 where nothing was chosen.
  image_definition: "",
  ram: 0,
  cpus: 0,
  cpu_limit: null,
  data_volume: null,
  boot_disk_size: null,
  hide_links: false,
  tags: ["core"],
  parameters: {},
};

const read = {
  id: idOf(2),
  x: 10,
  y: -20,
  label: "r1",
  nodeDefinition: "iosv",
  imageDefinition: null,
  ramMib: 0,
  cpus: 0,
  cpuLimitPercent: null,
  dataVolumeGib: null,
  bootDiskGib: null,
  hideLinks: false,
  tags: ["core"],
  parameters: {},
};

const answer = (configuration?: unknown) => ({
  lab: { version: "0.3.0", title: "T", description: "", notes: "", owner: idOf(9) },
  nodes: [
    {
      ...node,
      ...(configuration !== undefined && { configuration }),
      interfaces: [{ id: idOf(4), type: "physical", label: "Gi0/0", slot: 0, mac_address: null }],
    },
  ],
  links: [
    {
      id: idOf(3),
      interface_a: idOf(4),
      interface_b: idOf(5),
      node_a: idOf(2),
      node_b: idOf(6),
      label: "r1-Gi0/0<->r2-Gi0/0",
      conditioning: { latency: 20 },
    },
  ],
  annotations: [],
  smart_annotations: [],
});

const gives = (configuration: unknown) => ({
  title: "T",
  description: "",
  notes: "",
  ownerId: idOf(9),
  version: "0.3.0",
  nodes: [
    {
      ...read,
      configuration,
      interfaces: [{ id: idOf(4), type: "physical", label: "Gi0/0", slot: 0, macAddress: null }],
    },
  ],
  links: [
    {
      id: idOf(3),
      labId: null,
      state: null,
      captureKey: null,
      label: "r1-Gi0/0<->r2-Gi0/0",
      interfaceAId: idOf(4),
      interfaceBId: idOf(5),
      nodeAId: idOf(2),
      nodeBId: idOf(6),
      condition: expect.objectContaining({ latencyMs: 20, bandwidthKbps: null, operational: null }),
    },
  ],
  annotations: [],
  smartAnnotations: [],
});

describe("labs.topology", () => {
  exchanges({
    "leaves configurations out, and says so": {
      call: (cml) => cml.labs.topology(lab),
      operation: "GET /labs/{lab_id}/topology",
      url: `/labs/${lab}/topology?exclude_configurations=true`,
      answer: answer(),
      gives: gives(null),
    },
    "reads all the files of configurations": {
      call: (cml) => cml.labs.topology(lab, { configurations: true }),
      operation: "GET /labs/{lab_id}/topology",
      url: `/labs/${lab}/topology?exclude_configurations=false`,
      answer: answer([{ name: "ios_config.txt", content: "hostname r1" }]),
      gives: gives([{ name: "ios_config.txt", content: "hostname r1" }]),
    },
    "reads a configuration that is text": {
      call: (cml) => cml.labs.topology(lab, { configurations: true }),
      operation: "GET /labs/{lab_id}/topology",
      url: `/labs/${lab}/topology?exclude_configurations=false`,
      answer: answer("hostname r1"),
      gives: gives([{ name: null, content: "hostname r1" }]),
    },
  });
});
