import { type Answer, CmlApiError, json } from "../answer.ts";
import { importLab } from "../labs/import-lab.ts";
import { readingOf } from "../labs/node-view.ts";
import { readTopologyFile, type TopologyFile, writeTopologyFile } from "../labs/topology-file.ts";
import { checkTopologyVersion } from "../labs/topology-versions.ts";
import { topologyView } from "../labs/topology-view.ts";
import { readVirlFile } from "../labs/virl/virl-file.ts";
import type { Call, OperationTable } from "../operation.ts";
import { releaseOf } from "../releases/release.ts";
import { addLab, defaultTitle } from "./lab-editing.ts";
import { knownLab } from "./labs.ts";

/** Labs as files, and what they are made of. */
export const labExchangeOperations: OperationTable = {
  "POST /import": {
    access: "user",
    handle(call) {
      const { version } = call.controller;
      const file = readTopologyFile(call.body, releaseOf(version));
      checkTopologyVersion(file.lab.version, version);
      return importFile(call, file);
    },
  },
  "POST /import/virl-1x": {
    access: "user",
    handle: (call) => importFile(call, readVirlFile(call.body)),
  },
  "GET /labs/{lab_id}/download": {
    access: "lab_view",
    handle(call) {
      const lab = knownLab(call);
      call.controller.news.note("export_lab", { lab_id: lab.id, user_id: call.userId });
      return { status: 200, body: writeTopologyFile(lab), contentType: "application/x-yaml" };
    },
  },
  "GET /labs/{lab_id}/topology": {
    access: "lab_view",
    handle(call) {
      const { excludeConfigurations } = readingOf(call.query);
      return json(topologyView(knownLab(call), excludeConfigurations, call.controller.clock()));
    },
  },
};

function importFile({ controller, query, userId }: Call, file: TopologyFile): Answer {
  const nowMs = controller.clock();
  const title = query.get("title") ?? file.lab.title ?? defaultTitle(nowMs);
  if (title.length < 1 || title.length > 64) throw new CmlApiError(400, "Input validation failed");
  const { newId, pace, news, definitions, computeId } = controller;
  const { lab, warnings } = importLab(file, {
    title,
    ownerId: userId,
    nowMs,
    newId,
    definitions,
    computeId,
    ...pace,
  });
  addLab(controller, lab);
  news.note("import_lab", { lab_id: lab.id, user_id: userId });
  return json({ id: lab.id, warnings });
}
