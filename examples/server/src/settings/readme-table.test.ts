import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { variables, variablesSchema } from "./variables.ts";

const readme = readFileSync(new URL("../../../../README.md", import.meta.url), "utf8");
const [, , table = ""] = /\| Variable \| Meaning \| Default \|\n(\|[-|]+\n)((?:\|.*\n)+)/.exec(readme) ?? [];

/** The settings of the table, each with the default that its row gives it. */
const documented = table
  .trimEnd()
  .split("\n")
  .flatMap((row) => {
    const [, names = "", , defaults = ""] = row.split(/(?<!\\)\|/);
    const given = defaults.split(",").map((text) => text.replaceAll("`", "").trim());
    return [...names.matchAll(/`(\w+)`/g)].map(([, name = ""], index) => ({
      name,
      given: given[index] ?? "",
    }));
  });

test("the README's table has every setting once, and no other", () => {
  expect(documented.map(({ name }) => name).toSorted()).toEqual(Object.keys(variables).toSorted());
});

const defaults: Readonly<Record<string, unknown>> = variablesSchema.parse({});

test.each(documented.filter(({ name }) => defaults[name] !== undefined))(
  "the README gives $name the default it has: $given",
  ({ name, given }) => {
    expect(given).toBe(String(defaults[name]));
  },
);
