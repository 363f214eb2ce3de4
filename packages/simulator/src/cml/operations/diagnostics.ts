import { CmlApiError, json } from "../answer.ts";
import { bootEvents } from "../diagnostics/boot-events.ts";
import { categories } from "../diagnostics/categories.ts";
import { systemArchive } from "../diagnostics/system-archive.ts";
import type { OperationTable } from "../operation.ts";

/** What helps to find out why something does not work. */
export const diagnosticOperations: OperationTable = {
  "GET /diagnostics/{category}": {
    // The document does not say so; what they tell of others is for administrators: an assumption.
    access: "admin",
    handle({ controller, ready, path: { category = "" } }) {
      if (!Object.hasOwn(categories, category)) throw new CmlApiError(400, "Input validation failed");
      return json(categories[category]?.(controller, ready));
    },
  },
  "GET /diagnostic_event_data": {
    access: "admin",
    handle: ({ controller }) => json(bootEvents(controller)),
  },
  "GET /system_archive": {
    access: "admin",
    handle: ({ controller }) => ({
      status: 200,
      body: systemArchive(controller),
      contentType: "application/octet-stream",
    }),
  },
};
