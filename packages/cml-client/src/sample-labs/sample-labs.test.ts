import { describe } from "vitest";
import { exchanges } from "../test/exchanges.ts";
import { idOf } from "../test/ids.ts";

const file = { lab: { version: "0.3.0" as const }, nodes: [], links: [] };

describe("sampleLabs", () => {
  exchanges({
    "lists them": {
      call: (cml) => cml.sampleLabs.list(),
      operation: "GET /sample/labs",
      url: "/sample/labs",
      answer: [
        { id: idOf(1), title: "T", description: "", name: "n", node_types: ["iosv"], file_path: "a/b.yaml" },
      ],
      gives: [
        {
          id: idOf(1),
          title: "T",
          description: "",
          name: "n",
          nodeDefinitions: ["iosv"],
          filePath: "a/b.yaml",
        },
      ],
    },
    "reads one": {
      call: (cml) => cml.sampleLabs.get(idOf(1)),
      operation: "GET /sample/labs/{sample_lab_id}",
      url: `/sample/labs/${idOf(1)}`,
      answer: file,
      gives: file,
    },
    "creates a lab, which is answered with the lab": {
      call: (cml) => cml.sampleLabs.create(idOf(1)),
      operation: "PUT /sample/labs/{sample_lab_id}",
      url: `/sample/labs/${idOf(1)}`,
      answer: { id: idOf(3), lab_title: "T", state: "DEFINED_ON_CORE", effective_permissions: [] },
      gives: { id: idOf(3) },
    },
    "creates a lab, which is answered with its id alone": {
      call: (cml) => cml.sampleLabs.create(idOf(1)),
      operation: "PUT /sample/labs/{sample_lab_id}",
      url: `/sample/labs/${idOf(1)}`,
      answer: idOf(3),
      gives: { id: idOf(3) },
    },
  });
});
