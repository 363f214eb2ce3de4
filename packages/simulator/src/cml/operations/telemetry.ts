import { json } from "../answer.ts";
import type { TelemetryEvent } from "../news/telemetry.ts";
import type { Call, OperationTable } from "../operation.ts";
import { visibleLabs } from "./labs.ts";

/**
 * What the controller took note of: all of it, because there is no way to ask for less. That others than
 * administrators are not told of labs they may not see, nor of labs that are gone, is an assumption, the same as that
 * of the live feed: an app that shows it to the wrong people has to find out here.
 */
export const telemetryOperations: OperationTable = {
  "GET /telemetry/events": { access: "user", handle: (call) => json(notedFor(call)) },
};

function notedFor({ controller, userId }: Call): readonly TelemetryEvent[] {
  const noted = controller.news.noted();
  if (controller.users.some(({ id, admin }) => id === userId && admin)) return noted;
  const visible = new Set<unknown>(visibleLabs(controller, userId).map(({ id }) => id));
  return noted.filter(({ data }) => data["lab_id"] === undefined || visible.has(data["lab_id"]));
}
