import { type Answer, CmlApiError, noContent } from "../answer.ts";
import { authorize } from "../authorize.ts";
import { bootstrapConfigurations } from "../labs/bootstrap-lab.ts";
import type { Call, OperationTable } from "../operation.ts";
import { knownLab } from "./labs.ts";

/** Writing simple configurations for nodes that have none. */
export const bootstrapOperations: OperationTable = {
  "PUT /labs/{lab_id}/bootstrap": { access: "lab_edit", handle: bootstrap },
  // Deprecated: it changes something although it is a GET, and names the lab in the query.
  "GET /build_configurations": {
    access: "user",
    handle(call) {
      const labId = call.query.get("lab_id");
      if (labId === null) throw new CmlApiError(400, "Input validation failed");
      const path = { ...call.path, lab_id: labId };
      authorize({ ...call, access: "lab_edit", path });
      return bootstrap({ ...call, path });
    },
  },
};

function bootstrap(call: Call): Answer {
  bootstrapConfigurations(call.controller, knownLab(call));
  return noContent;
}
