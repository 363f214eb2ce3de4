import { expect, test } from "vitest";
import { visit } from "../test/cml-requests.ts";
import type { CmlFaultRule } from "./cml-faults.ts";

test.each<[object, RegExp]>([
  [{ fault: { kind: "magic" } }, /fault\.kind/],
  [{ fault: { kind: "status", status: 99_999 } }, /fault\.status/],
  [{ fault: { kind: "hang" }, times: 0 }, /once or more/],
  [{ fault: { kind: "hang" }, operation: "get /labs" }, /no operation "get \/labs"/],
  [{ fault: { kind: "hang" }, operation: "GET /labs/7" }, /GET \/labs\/\{lab_id\}/],
  [{ fault: { kind: "hang" }, operation: "constructor" }, /no operation/],
])("does not take the rule %j", async (rule, message) => {
  await using here = await visit({ labs: [] });
  expect(() => here.cml.faults.add(rule as CmlFaultRule)).toThrow(message);
  expect((await here.get("/labs")).status).toBe(200);
});

test("takes no rule for an operation that its release does not have", async () => {
  const rule: CmlFaultRule = { operation: "GET /lab_repos", fault: { kind: "html" } };
  await using old = await visit({ version: "2.7.0", labs: [] });
  expect(() => old.cml.faults.add(rule)).toThrow('no operation "GET /lab_repos" in CML 2.7');
  await using recent = await visit({ version: "2.9.0", labs: [] });
  recent.cml.faults.add(rule);
});
