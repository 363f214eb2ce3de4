import { z } from "zod";

const milliseconds = z.number().int().min(0).max(10_000);
const percent = z.number().min(0).max(100);

/** What can be set of a condition, within the limits of the document. */
export const conditionSchema = z
  .strictObject({
    /** Kilobits per second. */
    bandwidth: z.number().int().min(0).max(10_000_000),
    latency: milliseconds,
    jitter: milliseconds,
    limit: milliseconds,
    gap: milliseconds,
    delay_corr: percent,
    loss: percent,
    loss_corr: percent,
    duplicate: percent,
    duplicate_corr: percent,
    reorder_prob: percent,
    reorder_corr: percent,
    corrupt_prob: percent,
    corrupt_corr: percent,
    enabled: z.boolean(),
  })
  .partial();

type Given = z.infer<typeof conditionSchema>;

/** What a link does to what goes over it, by its wire names; what is absent does nothing. */
export type LinkCondition = Given & { readonly enabled: boolean };

/** What was given in place of what was there. That a change keeps what it does not name is an assumption. */
export function changedCondition(before: LinkCondition | undefined, given: Given): LinkCondition {
  return { ...before, ...given, enabled: given.enabled ?? before?.enabled ?? true };
}

/** As the API answers it: what is in effect is told once more, while it is. */
export function conditionView(condition: LinkCondition | undefined, operational: boolean): object {
  if (!condition) return {};
  const { enabled, ...values } = condition;
  return { ...values, enabled, ...(operational && enabled && { operational: values }) };
}
