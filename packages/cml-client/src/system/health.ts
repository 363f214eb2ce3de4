import { z } from "zod";
import { flag, text } from "../answers/fields.ts";
import { answerReader } from "../answers/read-answer.ts";
import { type Operation, operation } from "../transport/operation.ts";

/** Health of one compute host. `null` is unknown. */
export interface CmlComputeHealth {
  readonly hostname: string | null;
  readonly isController: boolean | null;
  readonly valid: boolean | null;
  /** `UNREGISTERED`, `REGISTERED`, `ONLINE` or `READY`; other words pass. */
  readonly admissionState: string | null;
  readonly kvmVmxEnabled: boolean | null;
  readonly enoughCpus: boolean | null;
  readonly lldConnected: boolean | null;
  readonly lldSynced: boolean | null;
  readonly libvirt: boolean | null;
  readonly fabric: boolean | null;
  readonly deviceMux: boolean | null;
  readonly refplatImagesAvailable: boolean | null;
  readonly dockerShim: boolean | null;
}

/** Health of the controller's own services. `null` is unknown. */
export interface CmlControllerHealth {
  readonly valid: boolean | null;
  readonly coreConnected: boolean | null;
  readonly nodesLoaded: boolean | null;
  readonly imagesLoaded: boolean | null;
}

/** What a controller says of its own health. `null` is unknown. */
export interface CmlSystemHealth {
  readonly valid: boolean | null;
  readonly isLicensed: boolean | null;
  readonly isEnterprise: boolean | null;
  /** By compute id; empty for users who are not administrators. */
  readonly computes: Readonly<Record<string, CmlComputeHealth>>;
  readonly controller: CmlControllerHealth | null;
}

const computeSchema = () =>
  z.object({
    hostname: text(),
    is_controller: flag(),
    valid: flag(),
    admission_state: text(),
    kvm_vmx_enabled: flag(),
    enough_cpus: flag(),
    lld_connected: flag(),
    lld_synced: flag(),
    libvirt: flag(),
    fabric: flag(),
    device_mux: flag(),
    refplat_images_available: flag(),
    docker_shim: flag(),
  });

/** `GET /system_health`. */
export const systemHealth: Operation<CmlSystemHealth> = operation(
  "GET /system_health",
  answerReader(
    () =>
      z.object({
        valid: flag(),
        is_licensed: flag(),
        is_enterprise: flag(),
        computes: z.record(z.string(), computeSchema().nullish()).nullish(),
        controller: z
          .object({ valid: flag(), core_connected: flag(), nodes_loaded: flag(), images_loaded: flag() })
          .nullish(),
      }),
    (wire): CmlSystemHealth => ({
      valid: wire.valid ?? null,
      isLicensed: wire.is_licensed ?? null,
      isEnterprise: wire.is_enterprise ?? null,
      computes: Object.fromEntries(
        Object.entries(wire.computes ?? {}).map(([id, compute]) => [id, computeOf(compute ?? {})]),
      ),
      controller: wire.controller
        ? {
            valid: wire.controller.valid ?? null,
            coreConnected: wire.controller.core_connected ?? null,
            nodesLoaded: wire.controller.nodes_loaded ?? null,
            imagesLoaded: wire.controller.images_loaded ?? null,
          }
        : null,
    }),
  ),
);

type WireCompute = z.infer<ReturnType<typeof computeSchema>>;

function computeOf(wire: WireCompute): CmlComputeHealth {
  return {
    hostname: wire.hostname ?? null,
    isController: wire.is_controller ?? null,
    valid: wire.valid ?? null,
    admissionState: wire.admission_state ?? null,
    ...partsOf(wire),
  };
}

function partsOf(wire: WireCompute) {
  return {
    kvmVmxEnabled: wire.kvm_vmx_enabled ?? null,
    enoughCpus: wire.enough_cpus ?? null,
    lldConnected: wire.lld_connected ?? null,
    lldSynced: wire.lld_synced ?? null,
    libvirt: wire.libvirt ?? null,
    fabric: wire.fabric ?? null,
    deviceMux: wire.device_mux ?? null,
    refplatImagesAvailable: wire.refplat_images_available ?? null,
    dockerShim: wire.docker_shim ?? null,
  };
}
