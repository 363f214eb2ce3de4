import { expect, test } from "vitest";
import { idOf } from "../test/ids.ts";
import { requestFrom } from "./request-line.ts";
import { UsageError } from "./usage-error.ts";

test.each<[line: string, more: string[], query: Record<string, unknown>]>([
  ["POST /import?title=1984", [], { title: "1984" }],
  ["POST /import", ["title=true"], { title: "true" }],
  ["GET /labs?show_all=true", [], { show_all: true }],
  ["GET /labs", ["show_all=yes"], { show_all: "yes" }],
  [`GET /labs/${idOf(1)}/nodes`, ["data=false", "operational=true"], { data: false, operational: true }],
  [`GET /labs/${idOf(1)}/nodes/${idOf(2)}/consoles/0/log?lines=20`, [], { lines: 20 }],
  ["GET /labs?colour=7", ["size=a=b"], { colour: "7", size: "a=b" }],
])("takes a query for what the operation wants it to be: %s %j", (line, more, query) => {
  expect(requestFrom(line, more).query).toEqual(query);
});

test("takes a path apart, and decodes what fills its gaps", () => {
  expect(requestFrom("get /api/v0/groups/a%2Fb", [])).toMatchObject({
    name: "GET /groups/{group_id}",
    path: { group_id: "a/b" },
  });
  const log = `GET /labs/${idOf(1)}/nodes/${idOf(2)}/consoles/0/log`;
  expect(requestFrom(log, []).path).toEqual({ lab_id: idOf(1), node_id: idOf(2), console_id: 0 });
});

test.each(["%zz", "100%", "%c3%28"])("refuses a path that cannot be decoded: %s", (segment) => {
  expect(() => requestFrom(`GET /labs/${segment}`, [])).toThrow(UsageError);
});
