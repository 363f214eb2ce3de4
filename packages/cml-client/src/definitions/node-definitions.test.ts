import { describe, expect } from "vitest";
import type { CmlNewNodeDefinition } from "../index.ts";
import { exchanges } from "../test/exchanges.ts";

const definition: CmlNewNodeDefinition = {
  id: "alpine",
  general: { nature: "server", description: "d", read_only: false },
  device: { interfaces: { serial_ports: 1, physical: ["eth0"], has_loopback_zero: false } },
  ui: { label_prefix: "alpine-", icon: "server", label: "Alpine", visible: true },
  sim: { linux_native: { libvirt_domain_driver: "kvm", driver: "alpine", ram: 512, cpus: 1 } },
  boot: { timeout: 60 },
  configuration: { generator: { driver: "alpine" } },
};

const yaml = "id: alpine\n";

describe("nodeDefinitions", () => {
  exchanges({
    "lists them whole, as they came": {
      call: (cml) => cml.nodeDefinitions.list(),
      operation: "GET /node_definitions",
      url: "/node_definitions",
      answer: [definition],
      gives: [definition],
    },
    "lists them in short": {
      call: (cml) => cml.nodeDefinitions.simplified(),
      operation: "GET /simplified_node_definitions",
      url: "/simplified_node_definitions",
      answer: [
        {
          id: "alpine",
          general: definition.general,
          device: definition.device,
          ui: definition.ui,
          sim: { ram: 512, cpus: 1, console: true },
          image_definitions: ["alpine-3-20"],
        },
      ],
      gives: [
        {
          id: "alpine",
          label: "Alpine",
          description: null,
          nature: "server",
          icon: "server",
          group: null,
          isVisible: true,
          isReadOnly: false,
          hasConfiguration: null,
          imageDefinitions: ["alpine-3-20"],
          interfaces: ["eth0"],
          serialPorts: 1,
          ramMib: 512,
          cpus: 1,
        },
      ],
    },
    "reads one as JSON, which has to be asked for": {
      call: (cml) => cml.nodeDefinitions.get("alpine"),
      operation: "GET /node_definitions/{def_id}",
      url: "/node_definitions/alpine?json=true",
      answer: definition,
      gives: definition,
    },
    "downloads one as YAML": {
      call: (cml) => cml.nodeDefinitions.download("alpine"),
      operation: "GET /node_definitions/{def_id}",
      url: "/node_definitions/alpine?json=false",
      answer: yaml,
      mediaType: "application/x-yaml",
      gives: yaml,
    },
    "creates one of YAML": {
      call: (cml) => cml.nodeDefinitions.create(yaml),
      operation: "POST /node_definitions",
      url: "/node_definitions",
      body: yaml,
      answer: "alpine",
      gives: "alpine",
    },
    "replaces one": {
      call: (cml) => cml.nodeDefinitions.update(definition),
      operation: "PUT /node_definitions",
      url: "/node_definitions",
      body: definition,
      answer: "alpine",
      gives: "alpine",
    },
    "deletes one": {
      call: (cml) => cml.nodeDefinitions.delete("alpine"),
      operation: "DELETE /node_definitions/{def_id}",
      url: "/node_definitions/alpine",
    },
    "protects one with a JSON boolean, and takes null for success": {
      call: (cml) => cml.nodeDefinitions.setReadOnly("alpine", true),
      operation: "PUT /node_definitions/{def_id}/read_only",
      url: "/node_definitions/alpine/read_only",
      body: true,
      answer: null,
    },
    "reads the schema": {
      call: (cml) => cml.nodeDefinitions.schema(),
      operation: "GET /node_definition_schema",
      url: "/node_definition_schema",
      answer: { type: "object" },
      gives: { type: "object" },
      beyondTable: expect.any(Array) as unknown as string[],
    },
  });
});
