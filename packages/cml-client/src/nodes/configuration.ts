import { z } from "zod";
import type { Kind } from "../answers/kinds.ts";

/** One file of a node's day-0 configuration. */
export interface CmlConfigurationFile {
  /** `ios_config.txt` say; `null` is the main file, whatever its name. */
  readonly name: string | null;
  readonly content: string | null;
}

const file = () => z.object({ name: z.string().nullish(), content: z.string().nullish() });

/**
 * The files of a configuration, whichever of its three forms it comes in: text is the main file, one object one file.
 * `null` when it was not asked for.
 */
export const configurationFiles: Kind<readonly CmlConfigurationFile[] | null> = {
  schema: () => z.union([z.string(), z.array(file()), file()]).nullish(),
  read: (wire) => {
    if (wire == null) return null;
    if (typeof wire === "string") return [{ name: null, content: wire }];
    const files = (Array.isArray(wire) ? wire : [wire]) as z.infer<ReturnType<typeof file>>[];
    return files.map(({ name, content }) => ({ name: name ?? null, content: content ?? null }));
  },
};
