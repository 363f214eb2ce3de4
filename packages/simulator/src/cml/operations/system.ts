import { json } from "../answer.ts";
import { loadAt } from "../load.ts";
import type { OperationTable } from "../operation.ts";
import { systemStats } from "../system-stats.ts";

/** The controller as a machine: version, readiness, health, load. */
export const systemOperations: OperationTable = {
  "GET /system_information": {
    access: "public",
    handle: ({ controller, ready }) =>
      json({ version: controller.version, ready, allow_ssh_pubkey_auth: false, oui: "52:54:00:00:00:00" }),
  },
  "GET /system/maintenance_mode": {
    access: "public",
    handle: () => json({ maintenance_mode: false, notice: null, resolved_notice: null }),
  },
  "GET /system_stats": {
    access: "user",
    handle: ({ controller }) => json(systemStats(controller, loadAt(controller, controller.clock()))),
  },
};
