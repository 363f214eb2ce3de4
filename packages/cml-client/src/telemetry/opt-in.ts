import { z } from "zod";
import type { Kind } from "../answers/kinds.ts";

/** Whether data may be sent to Cisco: `unset` until somebody decides. Words that are new pass. */
export type CmlOptIn = "accepted" | "declined" | "unset" | (string & {});

/** A choice that can be made. */
export type CmlOptInChoice = "accepted" | "declined" | "unset";

/** Yes, no or `null` up to 2.9, and words since; `null` here is unknown. */
export const anOptIn: Kind<CmlOptIn | null> = {
  schema: () => z.union([z.boolean(), z.string()]).nullish(),
  read: (wire) => {
    if (wire === undefined) return null;
    if (typeof wire === "string") return wire;
    if (wire === null) return "unset";
    return wire ? "accepted" : "declined";
  },
};

/** As it is sent. Anything else is left as it is, for the check to refuse it. */
export function optInOnWire(choice: CmlOptInChoice): unknown {
  const known: Readonly<Record<string, boolean | null>> = { accepted: true, declined: false, unset: null };
  return Object.hasOwn(known, choice) ? known[choice] : choice;
}
