import { json } from "../answer.ts";
import type { OperationTable } from "../operation.ts";

/** What the controller took note of: all of it, because there is no way to ask for less. */
export const telemetryOperations: OperationTable = {
  "GET /telemetry/events": { access: "user", handle: ({ controller }) => json(controller.news.noted()) },
};
