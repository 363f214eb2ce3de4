import { documentPath, readDocument } from "@cml-fleet/cml-document";
import fc from "fast-check";
import { request } from "undici";
import { describe, expect, test } from "vitest";
import { labVisit } from "../test/lab-visit.ts";
import { oddText, oddValuesOf } from "../test/odd-values.ts";

const path = documentPath();
const { operations, schemas } = path === undefined ? { operations: [], schemas: {} } : readDocument(path);

const runs = 25;

/** A controller with something of most kinds, and their ids by the names that paths have for them. */
async function scene() {
  const here = await labVisit({ https: false, nodeBootMs: 1_000 });
  const { cml, lab, labId, send, get } = here;
  const [node, other] = [await here.addNode("iosv", "a"), await here.addNode("alpine", "b")];
  await here.addNode("external_connector", "c");
  const link = await here.wire(node, other);
  await here.boot();
  const text = {
    type: "text",
    text_content: "x",
    x1: 0,
    y1: 0,
    rotation: 0,
    text_bold: false,
    text_italic: false,
  };
  const made = async (what: string, body: object): Promise<string> =>
    (await send("POST", what, body)).body.id ?? "";
  const ids: Record<string, string> = {
    lab_id: labId,
    node_id: node,
    link_id: link,
    link_capture_key: link,
    interface_id: (await here.sockets(node))[0] ?? "",
    user_id: await made("/users", { username: "ada", password: "engine" }),
    group_id: await made("/groups", { name: "Team" }),
    annotation_id: await made(`${lab}/annotations`, text),
    compute_id: Object.keys((await get("/system_stats")).body.computes)[0] ?? "",
    def_id: "iosv",
    category: "labs",
    line: "0",
    console_id: "0",
    packet_id: "1",
    username: "ada",
    group_name: "Team",
  };
  const say = async (method: string, target: string, token: string, body?: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const options = { method: method as "GET", headers, ...(body !== undefined && { body }) };
    const answer = await request(`${cml.url}/api/v0${target}`, options);
    return { status: answer.statusCode, text: await answer.body.text() };
  };
  /** Logs in anew: what was asked before may have ended any token. */
  const ask = async (method: string, target: string, body?: string) => {
    const { username, password } = cml;
    const login = await say("POST", "/authenticate", "", JSON.stringify({ username, password }));
    return say(method, target, login.text.slice(1, -1), body);
  };
  return { ...here, ids, ask };
}

const inWords = (value: unknown): string =>
  typeof value === "string" ? value.toWellFormed() : (JSON.stringify(value) ?? "");

/** What shows all that can be set. */
const views = [
  "/topology",
  "/links?data=true",
  "/nodes?data=true",
  "/download",
  "/simulation_stats",
  "/events",
];

describe.skipIf(path === undefined)("whatever is asked", () => {
  test.each(operations.map((operation) => [operation.name, operation] as const))(
    "%s answers no error of its own, and leaves none behind",
    async (name, { parameters, body }) => {
      await using here = await scene();
      const { ids, ask, lab } = here;
      const [method = "", template = ""] = name.split(" ");
      const valuesOf = oddValuesOf(schemas, Object.values(ids));
      const inPath = fc.record(
        Object.fromEntries(
          [...template.matchAll(/\{(\w+)\}/g)].map(([, parameter = ""]) => {
            const known = fc.constant(ids[parameter] ?? "1");
            return [parameter, fc.oneof({ weight: 4, arbitrary: known }, { weight: 1, arbitrary: oddText })];
          }),
        ),
      );
      const inQuery = fc.record(
        Object.fromEntries(
          parameters
            .filter((parameter) => parameter.in === "query")
            .map((parameter) => [parameter.name, valuesOf(parameter.schema).map(inWords)]),
        ),
        { requiredKeys: [] },
      );
      const asText = body ? valuesOf(body.schema).map((value) => JSON.stringify(value)) : oddText;
      const inBody = fc.oneof({ weight: 6, arbitrary: asText }, { weight: 1, arbitrary: oddText });
      const calls = fc.asyncProperty(inPath, inQuery, inBody, async (at, query, sent) => {
        const segments = template.replace(/\{(\w+)\}/g, (_all, parameter) =>
          encodeURIComponent(String(at[parameter]).toWellFormed()),
        );
        const asked = `${segments}?${new URLSearchParams(query as Record<string, string>)}`;
        const answer = await ask(method, asked, method === "GET" ? undefined : sent.toWellFormed());
        expect(answer.status, `${asked} ${sent}: ${answer.text}`).toBeLessThan(500);
        here.clock.advance(5_000);
      });
      await fc.assert(calls, { numRuns: runs, endOnFailure: true });
      for (const view of views) expect((await ask("GET", `${lab}${view}`)).status, view).toBeLessThan(500);
      for (const view of ["/system_stats", "/populate_lab_tiles", "/diagnostics/labs"])
        expect((await ask("GET", view)).status, view).toBeLessThan(500);
    },
  );
});
