import { z } from "zod";
import { count, flag, text } from "../answers/fields.ts";

const spaceSchema = () => z.object({ used: count(), free: count(), total: count() }).nullish();

const cpuSchema = () =>
  z
    .object({
      count: count(),
      percent: count(),
      model: text(),
      // Not documented, but sent.
      hyperthreading: flag(),
      // CPU shares of some kind: 43 on a host of 6 cores. Not understood, not passed on.
      predicted: count(),
      load: z.array(z.number()).nullish(),
    })
    .nullish();

const computeSchema = () =>
  z
    .object({
      hostname: text(),
      is_controller: flag(),
      stats: z
        .object({
          cpu: cpuSchema(),
          memory: spaceSchema(),
          disk: spaceSchema(),
          dominfo: z
            .object({
              total_nodes: count(),
              total_orphans: count(),
              running_nodes: count(),
              running_orphans: count(),
              allocated_cpus: count(),
              allocated_memory: count(),
            })
            .nullish(),
        })
        .nullish(),
    })
    .nullish();

const wireSchema = () =>
  z.object({
    computes: z.record(z.string(), computeSchema()).nullish(),
    all: z.object({ cpu: cpuSchema(), memory: spaceSchema(), disk: spaceSchema() }).nullish(),
    controller: z.object({ disk: spaceSchema() }).nullish(),
  });

/** `GET /system_stats` on the wire. */
export type WireStats = z.infer<ReturnType<typeof wireSchema>>;
/** One compute host in {@link WireStats}. */
export type WireCompute = z.infer<ReturnType<typeof computeSchema>>;
/** Memory or disk in {@link WireStats}. */
export type WireSpace = z.infer<ReturnType<typeof spaceSchema>>;

/** The schema of {@link WireStats}. */
export const statsSchema = (): z.ZodType<WireStats> => wireSchema();
