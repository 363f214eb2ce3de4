import { z } from "zod";

// Only the names of these are documented to us; what is in them follows the clients that know 2.10.
const labShape = {
  autostart: z.strictObject({
    enabled: z.boolean().default(false),
    priority: z.number().int().min(0).max(10_000).nullable().default(null),
    delay: z.number().int().min(0).max(84_600).nullable().default(null),
  }),
  node_staging: z.strictObject({
    enabled: z.boolean().default(false),
    start_remaining: z.boolean().default(true),
    abort_on_failure: z.boolean().default(false),
  }),
};
const nodeShape = {
  priority: z.number().int().min(0).max(10_000).nullable(),
  pyats: z.record(z.string(), z.unknown()).nullable(),
};

/** What releases from 2.10 on know of how a lab starts, in requests and in files. */
export const labStarting = z.object(labShape).partial();
/** And of a node. */
export const nodeStarting = z.object(nodeShape).partial();

/** What was set of how a lab starts; empty before 2.10. */
export type LabStarting = z.infer<typeof labStarting>;
/** What was set of a node beyond what 2.9 knows; empty before 2.10. */
export type NodeStarting = z.infer<typeof nodeStarting>;
