import type { ImportWorkersInput, ImportWorkersResult } from "@cml-fleet/core";
import { z } from "zod";

/** What the import route takes, by the predecessor's names. */
export const importBody = z
  .strictObject({
    aws_instance_id: z.string().optional(),
    ami_id: z.string().optional(),
    /** `*` and `?` stand for any characters and for one. */
    ami_name: z.string().optional(),
    /** Accounts whose images may match `ami_name`. */
    ami_owners: z.tuple([z.string()], z.string()).optional(),
    /** Name of the worker; only with an instance id. */
    name: z.string().optional(),
    /** Accepted for the predecessor's clients: a search for images always imports all instances found. */
    import_all: z.boolean().optional(),
  })
  .refine(
    ({ aws_instance_id, ami_id, ami_name }) =>
      [aws_instance_id, ami_id, ami_name].filter((criterion) => criterion !== undefined).length === 1,
    "Give exactly one of aws_instance_id, ami_id and ami_name.",
  )
  .refine(({ import_all, aws_instance_id }) => !(import_all && aws_instance_id), {
    message: "import_all cannot be combined with aws_instance_id.",
    path: ["import_all"],
  });

/** The body in the core's terms; the core checks the values. */
export function importInput(region: string, body: z.output<typeof importBody>): ImportWorkersInput {
  const { aws_instance_id, ami_id, ami_name, ami_owners, name } = body;
  return {
    region,
    ...(aws_instance_id !== undefined && { instanceIds: [aws_instance_id] }),
    ...(ami_id !== undefined && { imageIds: [ami_id] }),
    ...(ami_name !== undefined && { imageName: ami_name }),
    ...(ami_owners && { imageOwners: ami_owners }),
    ...(name !== undefined && { name }),
  };
}

/** What became of it, by the predecessor's names. */
export function importResult({ imported, skipped, totalFound }: ImportWorkersResult) {
  return {
    imported: imported.map(({ id, name, region, instance }) => ({
      id,
      instance_name: name,
      aws_region: region,
      aws_instance_id: instance?.id ?? null,
      instance_type: instance?.type ?? null,
      ami_id: instance?.image.id ?? null,
      ami_name: instance?.image.name ?? null,
      public_ip: instance?.publicIp ?? null,
      private_ip: instance?.privateIp ?? null,
    })),
    skipped: skipped.map(({ instanceId, reason, message }) => ({ instance_id: instanceId, reason, message })),
    total_found: totalFound,
    total_imported: imported.length,
    total_skipped: skipped.length,
  };
}
