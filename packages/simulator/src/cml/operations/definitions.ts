import { stringify } from "yaml";
import { CmlApiError, json } from "../answer.ts";
import { imageDefinitionViews, nodeDefinitionViews } from "../definitions/views.ts";
import type { OperationTable } from "../operation.ts";

/** What nodes can be, and what they start from. */
export const definitionOperations: OperationTable = {
  "GET /simplified_node_definitions": { access: "user", handle: () => json(nodeDefinitionViews()) },
  "GET /image_definitions": { access: "user", handle: () => json(imageDefinitionViews()) },
  "GET /image_definitions/{def_id}": {
    access: "user",
    handle({ path, query }) {
      const id = path["def_id"] ?? "";
      const found = imageDefinitionViews().find((image) => image.id === id);
      if (!found) throw new CmlApiError(404, `Image Definition not found: ${id}`);
      // Against the document it is YAML unless JSON is asked for.
      if (query.get("json") === "true") return json(found);
      return { status: 200, body: stringify(found), contentType: "application/x-yaml" };
    },
  },
};
