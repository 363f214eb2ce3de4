import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { idOf } from "../test/ids.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

const [lab, node] = [idOf(1), idOf(2)];
const topology = "lab:\n  title: OSPF\n";

/** What a controller with one lab and one node answers, by what is asked. */
const answers: readonly (readonly [asked: RegExp, answer: (response: ServerResponse) => void])[] = [
  [/^PUT /, (response) => response.writeHead(204).end()],
  [/ \/import/, (response) => json(response, { id: lab, warnings: ["a node is \u001b[1mnew"] })],
  [
    new RegExp(`/labs/${lab}/download$`),
    (response) => response.writeHead(200, { "content-type": "application/x-yaml" }).end(topology),
  ],
  [/\/log$/, (response) => json(response, "Router> ")],
  [
    /\/nodes/,
    (response) =>
      json(response, [
        { id: node, label: "r1\u0007", node_definition: "iosv", state: "BOOTED", boot_progress: "Booted" },
      ]),
  ],
  [/./, (response) => json(response, { code: 404, description: "404: Not Found" }, 404)],
];

/** Such a controller, and what was sent to it. */
async function controller() {
  const sent: string[] = [];
  const server = await openServer(async (request, response) => {
    const body = await text(request);
    if (body) sent.push(body);
    const asked = `${request.method} ${request.url?.replace("/api/v0", "")}`;
    answers.find(([pattern]) => pattern.test(asked))?.[1](response);
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return { server, sent, environment: { CML_URL: server.url, CML_TOKEN: "a.static.token" } };
}

test("imports a lab from a file or from standard input, with its warnings aside", async () => {
  const { server, sent, environment } = await controller();
  const folder = mkdtempSync(join(tmpdir(), "cml-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "ospf.yaml");
  writeFileSync(file, topology);
  const fromFile = await commandLine(["labs", "import", file, "--title", "OSPF basics"], environment);
  expect(fromFile).toEqual({ code: 0, out: `${lab}\n`, err: "Warning: a node is  [1mnew\n" });
  const fromInput = await commandLine(["labs", "import", "-", "--json"], environment, { input: topology });
  expect(JSON.parse(fromInput.out)).toMatchObject({ id: lab });
  expect(sent).toEqual([topology, topology]);
  expect(server.asked).toEqual(["POST /import?title=OSPF%20basics", "POST /import"]);
  expect(await commandLine(["labs", "import"], environment)).toMatchObject({ code: 2, out: "" });
});

test("downloads a lab as it is, and nothing beside it", async () => {
  const { environment } = await controller();
  expect(await commandLine(["labs", "download", lab], environment)).toEqual({
    code: 0,
    out: topology,
    err: "",
  });
  expect((await commandLine(["labs", "download"], environment)).code).toBe(2);
  const gone = await commandLine(["labs", "download", idOf(9)], environment);
  expect([gone.code, gone.out]).toEqual([1, ""]);
});

test("lists the nodes of a lab without what a terminal would obey, and tells them", async () => {
  const { server, environment } = await controller();
  const table = await commandLine(["nodes", "ls", lab], environment);
  expect(table.out).toMatch(/^ID +LABEL +DEFINITION +STATE +BOOT\n\S+ +r1 +iosv +BOOTED +Booted\n$/);
  const records = await commandLine(["nodes", "ls", lab, "--json"], environment);
  expect(JSON.parse(records.out)).toMatchObject([{ id: node, state: "BOOTED" }]);
  for (const verb of ["start", "stop", "wipe"]) {
    const told = await commandLine(["nodes", verb, lab, node], environment);
    expect(told).toEqual({ code: 0, out: `${node} told to ${verb}\n`, err: "" });
  }
  expect(server.asked.slice(-3)).toEqual(
    ["state/start", "state/stop", "wipe_disks"].map((end) => `PUT /labs/${lab}/nodes/${node}/${end}`),
  );
  const log = await commandLine(["nodes", "log", lab, node, "--line", "1"], environment);
  expect(log).toEqual({ code: 0, out: "Router> ", err: "" });
  expect(server.asked.at(-1)).toBe(`GET /labs/${lab}/nodes/${node}/consoles/1/log`);
});

test.each([
  [["nodes", "ls"], "Name the lab"],
  [["nodes", "start", lab], "Name at least one node"],
  [["nodes", "dance", lab, node], 'There is no "cml nodes dance"'],
])("refuses %j, saying what would do", async (args, says) => {
  const { server, environment } = await controller();
  const { code, err } = await commandLine(args, environment);
  expect([code, server.asked]).toEqual([2, []]);
  expect(err).toContain(says);
});
