import { expect, test } from "vitest";
import { visit } from "../test/cml-requests.ts";

const keys = Array.from({ length: 100_000 }, (_, index) => `k${index}`);
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
