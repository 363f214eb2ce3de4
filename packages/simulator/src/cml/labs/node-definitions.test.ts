import { expect, test } from "vitest";
import { nodeDefinition } from "./node-definitions.ts";

test.each(["constructor", "__proto__", "nobody"])("takes %s for a small machine", (id) => {
  expect(nodeDefinition(id)).toEqual({ ramMib: 1024, cpus: 1, bootMs: 30_000, busy: 0.1 });
});
