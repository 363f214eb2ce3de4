import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { controller } from "../test/controller.ts";
import { idOf } from "../test/ids.ts";
import { json } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

test("passes bytes on as they come, though not onto a terminal", async () => {
  await using server = await openServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/vnd.tcpdump.pcap" });
    response.end(Buffer.from([0xd4, 0xc3, 0xb2, 0xa1]));
  });
  const environment = { CML_URL: server.url, CML_TOKEN: "a.static.token" };
  const args = ["request", "GET /pcap/90f84e38-a71c-4d57-8d90-00fa8a197385"];
  expect(await commandLine(args, environment)).toEqual({ code: 0, out: "\u00d4\u00c3\u00b2\u00a1", err: "" });
  const onTerminal = await commandLine(args, environment, { isInteractive: true });
  expect([onTerminal.code, onTerminal.out]).toEqual([2, ""]);
  expect(onTerminal.err).toContain("answers with a binary file: put > FILE after it");
  expect(server.asked).toHaveLength(1);
});

test.each([
  [["request", "PATCH /labs/x", "--body-file", "/nowhere.json"]],
  [["request", "PATCH /labs/x", "--body", "@/nowhere.json"]],
  [["labs", "import", "/nowhere.json"]],
])("says that a file cannot be read: %j", async (args) => {
  const { code, err } = await commandLine([...args, "--url", "https://127.0.0.1:1"]);
  expect([code, err]).toEqual([2, "The file /nowhere.json cannot be read: no such file or directory.\n"]);
});

test("takes query parameters where a URL has them, too", async () => {
  const { cml, environment } = await controller();
  const all = await commandLine(["request", "GET /labs?show_all=true"], environment);
  expect(JSON.parse(all.out)).toEqual(cml.labIds());
  const odd = await commandLine(["request", "GET /labs?colour=red"], environment);
  expect(odd.err).toContain("query.colour: this operation has no such parameter");
});

test("takes numbers and words for what the operation wants, and no broken path", async () => {
  await using server = await openServer((_request, response) =>
    json(response, { id: idOf(1), warnings: [] }),
  );
  const environment = { CML_URL: server.url, CML_TOKEN: "a.static.token" };
  const sent = async (...args: string[]) => (await commandLine(["request", ...args], environment)).code;
  expect(await sent("POST /import?title=1984", "--body", "lab: {}")).toBe(0);
  expect(await sent(`GET /labs/${idOf(1)}/nodes/${idOf(2)}/consoles/0/log`, "--query", "lines=5")).toBe(0);
  expect(server.asked).toEqual([
    "POST /import?title=1984",
    `GET /labs/${idOf(1)}/nodes/${idOf(2)}/consoles/0/log?lines=5`,
  ]);
  expect(await sent("GET /labs/%zz")).toBe(2);
});

test.each([
  [`PATCH /labs/${idOf(1)}`, "{bad"],
  [`PATCH /labs/${idOf(1)}`, "title"],
  ["PUT /node_definitions/x/read_only", "yes"],
])("says that a body is not JSON, without quoting it: %s %s", async (name, body) => {
  const { code, err } = await commandLine(["request", name, "--body", body], {
    CML_URL: "https://127.0.0.1:1",
  });
  expect([code, err]).toEqual([2, expect.stringMatching(/^The body is not JSON, which \S+ \S+ takes\.\n$/)]);
});

test("takes a word for a word where an operation takes one, and a mark of the byte order for nothing", async () => {
  const bodies: string[] = [];
  await using server = await openServer(async (request, response) => {
    bodies.push(await text(request));
    json(response, { id: idOf(1), warnings: [] });
  });
  const environment = { CML_URL: server.url, CML_TOKEN: "a.static.token" };
  const args = ["request", "PUT /licensing/product_license", "--body", "CML_Enterprise"];
  await commandLine(args, environment);
  const fromInput = ["request", `PATCH /labs/${idOf(1)}`, "--body-file", "-"];
  await commandLine(fromInput, environment, { input: '\ufeff{"title":"OSPF"}' });
  expect(bodies).toEqual(['"CML_Enterprise"', '{"title":"OSPF"}']);
});

test("takes no two bodies", async () => {
  const args = ["request", `PATCH /labs/${idOf(1)}`, "--body", "{}", "--body-file", "-"];
  const { code, err } = await commandLine(args, { CML_URL: "https://127.0.0.1:1" });
  expect([code, err]).toEqual([2, "There is one body: give --body or --body-file, not both.\n"]);
});
