import { z } from "zod";
import { cpuLimit, cpus, fileName, gibibytes, ram, shortText } from "./definition-parts.ts";

const drivers =
  "asav alpine cat9k coreos csr1000v external_connector iol iol-l2 iosv iosvl2 iosxrv iosxrv9000 lxc nxosv nxosv9000 pagent server trex ubuntu unmanaged_switch wan_emulator";
const networkCards =
  "virtio e1000 rtl8139 vmxnet3 e1000e e1000-82544gc e1000-82545em i82550 i82551 i82557a i82557b i82557c i82558a i82558b i82559a i82559b i82559c i82559er i82562 i82801";

const flag = z.boolean().exactOptional();

/** How a node of a definition is simulated, by the wire names. */
export const simulationSchema = z.strictObject({
  linux_native: z.strictObject({
    libvirt_domain_driver: z.enum(["docker", "iol", "kvm", "lxc", "none"]),
    driver: z.enum(drivers.split(" ")),
    disk_driver: z.enum(["ide", "sata", "virtio"]).exactOptional(),
    efi_boot: flag,
    efi_code: fileName.exactOptional(),
    efi_vars: fileName.exactOptional(),
    machine_type: shortText.exactOptional(),
    ram: ram.exactOptional(),
    cpus: cpus.exactOptional(),
    cpu_limit: cpuLimit.exactOptional(),
    cpu_model: z
      .string()
      .max(64)
      .regex(/^[a-zA-Z\d-]{1,32}(,[+!?^-][a-z\d._]{1,16})*$/)
      .exactOptional(),
    nic_driver: z.enum(networkCards.split(" ")).exactOptional(),
    data_volume: gibibytes.exactOptional(),
    boot_disk_size: gibibytes.exactOptional(),
    video: z
      .strictObject({
        memory: z.number().int().min(1).max(128),
        model: z.enum(["vga", "cirrus", "vmvga", "qxl", "xen", "virtio", "none"]).exactOptional(),
      })
      .exactOptional(),
    enable_rng: flag,
    enable_tpm: flag,
  }),
  parameters: z.record(z.string(), z.unknown()).exactOptional(),
  usage_estimations: z
    .strictObject({
      cpus: z.number().int().min(1).max(12_800),
      ram,
      disk: z.number().int().min(1).max(4_194_304),
    })
    .partial()
    .exactOptional(),
});
