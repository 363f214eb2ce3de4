import { describe, expect } from "vitest";
import { exchanges } from "../test/exchanges.ts";

const image = { id: "alpine-3", node_definition_id: "alpine", label: "3", disk_image: "a.qcow2", ram: null };

const ourImage = {
  id: "alpine-3",
  nodeDefinition: "alpine",
  label: "3",
  description: null,
  diskImage: "a.qcow2",
  diskImage2: null,
  diskImage3: null,
  sha256: null,
  isReadOnly: null,
  efiBoot: null,
  ramMib: null,
  cpus: null,
  cpuLimitPercent: null,
  dataVolumeGib: null,
  bootDiskGib: null,
  configuration: null,
  pyats: null,
  schemaVersion: null,
};

describe("imageDefinitions", () => {
  exchanges({
    "lists them": {
      call: (cml) => cml.imageDefinitions.list(),
      operation: "GET /image_definitions",
      url: "/image_definitions",
      answer: [image],
      gives: [ourImage],
    },
    "lists those for one kind of node": {
      call: (cml) => cml.imageDefinitions.list({ nodeDefinition: "alpine" }),
      operation: "GET /node_definitions/{def_id}/image_definitions",
      url: "/node_definitions/alpine/image_definitions",
      answer: [image],
      gives: [ourImage],
    },
    "reads one as JSON, which has to be asked for": {
      call: (cml) => cml.imageDefinitions.get("alpine-3"),
      operation: "GET /image_definitions/{def_id}",
      url: "/image_definitions/alpine-3?json=true",
      answer: image,
      gives: ourImage,
    },
    "creates one of its settings": {
      call: (cml) =>
        cml.imageDefinitions.create({
          id: "alpine-3",
          nodeDefinition: "alpine",
          label: "3",
          diskImage: "a.qcow2",
          ramMib: 512,
        }),
      operation: "POST /image_definitions",
      url: "/image_definitions",
      body: { id: "alpine-3", node_definition_id: "alpine", label: "3", disk_image: "a.qcow2", ram: 512 },
      answer: "alpine-3",
      gives: "alpine-3",
    },
    "replaces one by YAML": {
      call: (cml) => cml.imageDefinitions.update("id: alpine-3\n"),
      operation: "PUT /image_definitions",
      url: "/image_definitions",
      body: "id: alpine-3\n",
      answer: "alpine-3",
      gives: "alpine-3",
    },
    "deletes one": {
      call: (cml) => cml.imageDefinitions.delete("alpine-3"),
      operation: "DELETE /image_definitions/{def_id}",
      url: "/image_definitions/alpine-3",
    },
    "lifts its protection": {
      call: (cml) => cml.imageDefinitions.setReadOnly("alpine-3", false),
      operation: "PUT /image_definitions/{def_id}/read_only",
      url: "/image_definitions/alpine-3/read_only",
      body: false,
      answer: image,
    },
    "reads the schema": {
      call: (cml) => cml.imageDefinitions.schema(),
      operation: "GET /image_definition_schema",
      url: "/image_definition_schema",
      answer: { type: "object" },
      gives: { type: "object" },
      beyondTable: expect.any(Array) as unknown as string[],
    },
  });
});
