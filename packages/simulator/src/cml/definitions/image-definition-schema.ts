import { z } from "zod";
import {
  cpuLimit,
  cpus,
  definitionId,
  description,
  fileName,
  gibibytes,
  password,
  ram,
  shortText,
  userName,
} from "./definition-parts.ts";

/** An image definition by its wire names, within the limits of the document. */
export const imageDefinitionSchema = z.strictObject({
  id: definitionId,
  node_definition_id: definitionId,
  label: z.string().min(1).max(64),
  disk_image: fileName,
  disk_image_2: fileName.exactOptional(),
  disk_image_3: fileName.exactOptional(),
  efi_boot: z.boolean().exactOptional(),
  sha256: z
    .string()
    .regex(/^[a-fA-F\d]{64}$/)
    .exactOptional(),
  schema_version: shortText.exactOptional(),
  description: description.exactOptional(),
  read_only: z.boolean().exactOptional(),
  configuration: z.string().nullable().exactOptional(),
  pyats: z.strictObject({ username: userName, password }).nullable().exactOptional(),
  ram: ram.nullable().exactOptional(),
  cpus: cpus.nullable().exactOptional(),
  cpu_limit: cpuLimit.nullable().exactOptional(),
  data_volume: gibibytes.nullable().exactOptional(),
  boot_disk_size: gibibytes.nullable().exactOptional(),
});

export type ImageDefinition = z.infer<typeof imageDefinitionSchema>;

/** Its files, which come from the drop folder. */
export function filesOf({ disk_image, disk_image_2, disk_image_3 }: ImageDefinition): readonly string[] {
  return [disk_image, disk_image_2, disk_image_3].filter((name) => name !== undefined);
}
