import { json } from "../answer.ts";
import type { Controller } from "../controller.ts";
import { isEnterprise } from "../licensing/settings.ts";
import { loadAt } from "../load.ts";
import type { OperationTable } from "../operation.ts";
import { hasHost } from "../system/system-state.ts";
import { systemStats } from "../system-stats.ts";

/** The controller as a machine: version, readiness, health, load. */
export const systemOperations: OperationTable = {
  "GET /system_information": {
    access: "public",
    // Ready is a controller with a compute host that may start nodes.
    handle: ({ controller, ready: isUp }) =>
      json({
        version: controller.version,
        ready: isUp && hasHost(controller.system),
        allow_ssh_pubkey_auth: false,
        oui: "52:54:00:00:00:00",
      }),
  },
  "GET /system_health": {
    access: "user",
    handle: ({ controller, ready }) =>
      json({
        valid: ready,
        is_licensed: controller.licence.at(controller.clock()).registration === "COMPLETED",
        is_enterprise: isEnterprise(controller.licence.settings),
        computes: computesHealth(controller, ready),
        controller: { core_connected: ready, nodes_loaded: true, images_loaded: true, valid: ready },
      }),
  },
  "GET /system_stats": {
    access: "user",
    handle: ({ controller }) => json(systemStats(controller, loadAt(controller, controller.clock()))),
  },
};

function computesHealth(
  { computeId, hostname, system }: Controller,
  ready: boolean,
): Record<string, unknown> {
  if (system.compute === undefined) return {};
  const health = {
    kvm_vmx_enabled: true,
    enough_cpus: true,
    lld_connected: ready,
    lld_synced: ready,
    libvirt: true,
    fabric: ready,
    device_mux: ready,
    refplat_images_available: true,
    docker_shim: ready,
    valid: ready,
    admission_state: system.compute,
    is_controller: true,
    hostname,
  };
  return { [computeId]: health };
}
