import type { z } from "zod";
import { anyText, list, members, must, oneOf, optional, text, whichever } from "../../options/rules.ts";
import type { SeedRow, SeedTopology } from "./seed-lab.ts";

const title = text("a title", 1, 64);
const common = optional({
  owner: text("the name of a user", 1, 32),
  state: oneOf("DEFINED_ON_CORE", "STOPPED", "STARTED"),
});

/** What a lab has to be on a controller with these node definitions, by their ids. */
export function seedLabRule(definitions: ReadonlyMap<string, unknown>): z.ZodType {
  const kinds = () => [...definitions.keys()].join(", ");
  const row = members({
    ...common,
    title,
    ...optional({ description: text("a description", 0, 4096) }),
    nodes: list(must(`a node definition: ${kinds()}`, (id) => definitions.has(id as string))),
  } satisfies Record<keyof SeedRow, z.ZodType>);
  return whichever((lab) => (isTopology(lab) ? topology : row));
}

const topology = members({
  ...common,
  yaml: anyText,
  ...optional({ title }),
} satisfies Record<keyof SeedTopology, z.ZodType>);

function isTopology(lab: unknown): boolean {
  return typeof lab === "object" && lab !== null && "yaml" in lab;
}
