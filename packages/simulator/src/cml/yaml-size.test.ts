import { expect, test } from "vitest";
import { visit } from "../test/cml-requests.ts";
import { checkYamlSize } from "./yaml-size.ts";
import { readYaml } from "./yaml-text.ts";

const many = (count: number, line: (index: number) => string, between = "\n"): string =>
  Array.from({ length: count }, (_, index) => line(index)).join(between);

test.each([
  ["keys", () => many(900_000, (index) => `k${index}: 1`), /more than 500000 parts/],
  ["items", () => `[${"1,".repeat(2_000_000)}1]`, /more than 500000 parts/],
  ["empty lists", () => `[${"[],".repeat(2_000_000)}[]]`, /more than 500000 parts/],
  ["comments", () => "#\n".repeat(900_000), /more than 500000 parts/],
  ["nesting", () => "[".repeat(5_000_000), /more than 500000 parts/],
  ["lines in a text", () => `a: |\n${"  a\n".repeat(5_000_000)}`, /more than 1000000 lines/],
  ["ends of lines", () => "\n".repeat(20_000_000), /more than 1000000 lines/],
  [
    "aliases",
    () => `${many(40_000, (index) => `- &a${index} 1`)}\n${many(40_000, (index) => `- *a${index}`)}`,
    /more than 5000000 parts, counting all of it once more for each alias/,
  ],
  [
    "aliases of a long text",
    () => `- &a ${"x".repeat(2 ** 20)}\n${"- *a\n".repeat(64)}`,
    /more than 67108864 characters, counting all of it once more for each alias/,
  ],
])("refuses without reading them too many %s, with the limit", (_what, text, limit) => {
  expect(() => readYaml(text())).toThrow(limit);
});

// Each would take half a minute if every error kept where it is and what is there.
test.each([
  ["errors", `{${many(45_000, () => "a: b: c", ",")}}`, /at line 1, column 5$/],
  ["warnings", `[${many(90_000, () => "!x 1", ",")}]`, undefined],
  ["anchors", "&a ".repeat(240_000), /at line 1, column 4$/],
])("reads as many %s in one line as there may be", (_what, text, problem) => {
  if (problem) expect(() => readYaml(text)).toThrow(problem);
  else expect(readYaml(text)).toHaveLength(90_000);
});

test("looks at no more than it has to", () => {
  let looked = 0;
  const endless = (function* () {
    for (;;) yield String(looked++);
  })();
  expect(() => checkYamlSize("", endless)).toThrow(/parts/);
  expect(looked).toBe(500_001);
});

test("takes texts with asterisks for texts, and aliases for what they repeat", () => {
  const stars = `a: |\n  *b\nb: [ "*c", ${many(20_000, () => "'*'", ",")} ]\nc: &d "*e"\nf: *d\n`;
  expect(readYaml(stars)).toMatchObject({ a: "*b\n", c: "*e", f: "*e" });
});

test("takes as many tags as a file may have, and how they look", async () => {
  await using cml = await visit({ labs: [] });
  const node = { id: "n0", label: "a", node_definition: "alpine", x: 0, y: 0, interfaces: [] };
  const lab = { version: "0.2.2", title: "Tagged" };
  const tags = Array.from({ length: 40_000 }, (_, index) => `t${index}`);
  const dressed = {
    lab,
    nodes: [{ ...node, tags }],
    smart_annotations: tags.toReversed().map((tag) => ({ tag })),
  };
  expect((await cml.send("POST", "/import", dressed)).status).toBe(200);
  const plain = {
    lab,
    nodes: [{ ...node, tags: tags.flatMap((tag) => [tag, `${tag}a`, `${tag}b`, `${tag}c`]) }],
  };
  expect((await cml.send("POST", "/import", plain)).status).toBe(200);
});

test("answers a body that is too large with 400, and a lab of a thousand nodes with 200", async () => {
  await using cml = await visit({ labs: [] });
  const answer = await cml.send("POST", "/import", "- 1\n".repeat(200_000));
  expect(answer).toMatchObject({ status: 400, body: { description: expect.stringMatching(/500000 parts/) } });
  const interfaces = Array.from({ length: 5 }, (_, slot) => ({ id: `i${slot}`, label: `eth${slot}`, slot }));
  const nodes = Array.from({ length: 1_000 }, (_, index) => ({
    ...{ id: `n${index}`, label: `node ${index}`, node_definition: "iosv", x: index, y: 0, interfaces },
    configuration: many(200, (line) => `interface ${line}`),
  }));
  const file = { lab: { version: "0.2.2", title: "Large" }, nodes };
  const { status, body } = await cml.send("POST", "/import", file);
  expect(status).toBe(200);
  const text: string = (await cml.get(`/labs/${body.id}/download`)).body;
  expect((await cml.send("POST", "/import", text)).status).toBe(200);
}, 60_000);
