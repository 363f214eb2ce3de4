import { CmlApiError, json } from "../answer.ts";
import { importLab } from "../labs/import-lab.ts";
import { labView } from "../labs/lab-view.ts";
import { readTopologyFile } from "../labs/topology-file.ts";
import type { Call, OperationTable } from "../operation.ts";
import { releaseOf } from "../releases/release.ts";
import { type SampleLab, sampleLabs, sampleTopology } from "../system/sample-labs.ts";
import { addLab } from "./lab-editing.ts";

/** Labs that controllers bring along. */
export const sampleLabOperations: OperationTable = {
  "GET /sample/labs": {
    access: "user",
    handle: () =>
      json(
        sampleLabs.map(({ kinds, ...sample }) => ({
          ...sample,
          node_types: [...new Set(kinds)],
          file_path: `samples/${sample.name}.yaml`,
        })),
      ),
  },
  "GET /sample/labs/{sample_lab_id}": {
    access: "user",
    handle: (call) => json(sampleTopology(known(call))),
  },
  "PUT /sample/labs/{sample_lab_id}": {
    access: "user",
    handle(call) {
      const { controller, userId } = call;
      const { newId, pace, news, version } = controller;
      const sample = known(call);
      const file = readTopologyFile(JSON.stringify(sampleTopology(sample)), releaseOf(version));
      const times = { nowMs: controller.clock(), newId, definitions: controller.definitions, ...pace };
      const { lab } = importLab(file, { title: sample.title, ownerId: userId, ...times });
      addLab(controller, lab);
      news.note("import_lab", { lab_id: lab.id, user_id: userId });
      return json(labView(controller, lab, userId));
    },
  },
};

function known({ path }: Call): SampleLab {
  const sample = sampleLabs.find(({ id }) => id === path["sample_lab_id"]);
  if (sample) return sample;
  throw new CmlApiError(404, `Sample lab not found: ${path["sample_lab_id"]}`);
}
