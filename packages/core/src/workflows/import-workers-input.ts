import { z } from "zod";
import { regionName } from "./region-name.ts";

/** What {@link importWorkers} takes. */
export const importWorkersInput = z
  .strictObject({
    region: regionName,
    /** These instances. */
    instanceIds: z
      .array(z.string().regex(/^i-[0-9a-f]{8,17}$/, "Not an instance id: i- and 8 to 17 hex digits."))
      .max(1000)
      .optional(),
    /** Instances made from these images. */
    imageIds: z
      .array(z.string().regex(/^ami-[0-9a-f]{8,17}$/, "Not an image id: ami- and 8 to 17 hex digits."))
      .max(200)
      .optional(),
    /** Instances made from images with this name; `*` and `?` stand for any characters and for one. */
    imageName: z.string().min(1).max(128).optional(),
    /** Whose images may match a name. */
    imageOwners: z.array(z.string()).nonempty().default(["self"]),
    /** Name of the worker; only for a single instance id. Its `Name` tag otherwise. */
    name: z.string().min(1).max(128).optional(),
  })
  .refine(
    ({ instanceIds, imageIds, imageName }) =>
      [instanceIds, imageIds, imageName].filter((criterion) => criterion !== undefined).length === 1,
    "Give exactly one of instanceIds, imageIds and imageName.",
  )
  .refine(({ name, instanceIds }) => name === undefined || instanceIds?.length === 1, {
    message: "A name can be given for a single instance id only.",
    path: ["name"],
  });

export type ImportWorkersInput = z.input<typeof importWorkersInput>;
