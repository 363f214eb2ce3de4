import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { visit } from "../test/cml-requests.ts";
import { releases } from "./releases/release.ts";

const keys = Array.from({ length: 50_000 }, (_, index) => `k${index}`);
const block = keys.map((key) => `${key}: 1`).join("\n");

// To compare each key with each would take longer than a test may.
test.each<["POST" | "PUT", string, string]>([
  ["POST", "/import", block],
  ["POST", "/import", JSON.stringify(Object.fromEntries(keys.map((key) => [key, 1])))],
  ["POST", "/import", `nodes:\n  - {id: n0, data: {${keys.join(", ")}}}`],
  ["POST", "/node_definitions", block],
  ["PUT", "/node_definitions", block],
  ["POST", "/image_definitions", block],
  ["PUT", "/image_definitions", block],
])("reads a map of many keys at %s %s", async (method, path, body) => {
  await using cml = await visit({ labs: [] });
  expect(await cml.send(method, path, body)).toMatchObject({
    status: 400,
    body: { description: "Input validation failed" },
  });
});

test.each(releases)("reads such a map as fast on %s", async (release) => {
  await using cml = await visit({ version: `${release}.0`, labs: [] });
  const file = `lab: {version: 0.2.2, title: Many}\nnodes: []\n${block}`;
  expect((await cml.send("POST", "/import", file)).status).toBe(200);
});

test("knows one reader of YAML only, so that no other one takes longer, or understands something else", () => {
  const source = fileURLToPath(new URL("..", import.meta.url));
  const product = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.ts$/.test(path) && !/\.test\.ts$|^test\/|^third-party\//.test(path),
  );
  const readers = product.filter((path) =>
    /(?:from|import|require)\b[\s(]*["']yaml["'/]/.test(readFileSync(source + path, "utf8")),
  );
  expect(readers).toEqual(["cml/yaml-text.ts"]);
});

test("takes lists that are as long", async () => {
  await using cml = await visit({ labs: [] });
  const tags = Array.from({ length: 1_000 }, (_, index) => `t${index}`);
  const node = { id: "n0", label: "a", node_definition: "alpine", x: 0, y: 0, tags, interfaces: [] };
  const file = { lab: { version: "0.3.0", title: "Long" }, nodes: [node], links: [] };
  expect((await cml.send("POST", "/import", file)).status).toBe(200);
});

test("refuses what is nested without end", async () => {
  await using cml = await visit({ labs: [] });
  expect((await cml.send("POST", "/import", "[".repeat(100_000))).status).toBe(400);
});
