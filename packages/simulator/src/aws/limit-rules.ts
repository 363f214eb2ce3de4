import { z } from "zod";
import { anyText, members, number, oneOf, optional, pattern, whichever, whole } from "../options/rules.ts";
import type { ActionLimit, CapacityLimit, Rate } from "./limit-options.ts";
import { regionName } from "./seed-rules.ts";

const rate = members({
  burst: number("a number", 0, 1e9),
  perSecond: number("a number", 0, 1e9),
} satisfies Record<keyof Rate, z.ZodType>);

const actionLimit = members(
  optional({ calls: rate, bareCalls: rate, instances: rate } satisfies Record<keyof ActionLimit, z.ZodType>),
);

const actionLimits = z.record(z.string(), actionLimit);
const word = oneOf("none", "published");

/** By action, or one of two words. */
export const limitsRule = whichever((given) =>
  typeof given === "object" && given !== null ? actionLimits : word,
);

export const capacityRule = members(
  optional({
    region: regionName,
    zone: pattern('a zone, as in "us-east-1a"', /^[a-z]{2}(?:-[a-z\d]+)+-\d[a-z]$/),
    type: anyText,
    instances: whole(0, 1_000_000),
    vcpus: whole(0, 1_000_000_000),
  } satisfies Record<keyof CapacityLimit, z.ZodType>),
);
