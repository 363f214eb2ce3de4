import { expect, onTestFinished, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { eventServer } from "../test/event-server.ts";
import { idOf } from "../test/ids.ts";
import { json, loopback } from "../test/loopback.ts";
import { openServer } from "../test/open-server.ts";

/** Sets the title of a window, colours it, clears it in a spelling of one byte, and turns and hides what follows. */
const order = "\u001b]0;mine\u0007\u001b[31m\u009b2J\u202e\u{e0041}";
const obeyed = /\p{Cc}|\p{Cf}/u;
const lab = idOf(1);

/** A controller that gives orders to terminals wherever it has a word. */
async function commanding() {
  const server = await loopback(({ url }, response) => {
    if (url.includes("show_all=true")) return json(response, [`${lab}${order}`]);
    if (url.includes("/nodes")) return json(response, [order, { id: order, label: order, state: order }]);
    if (url.endsWith("/image_folder") || url.includes("list_image")) return json(response, [order]);
    if (url.includes("/groups")) return void response.writeHead(502).end(`<b>${order}`);
    return json(response, { description: `no ${order}` }, 400);
  });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return { CML_URL: server.url, CML_TOKEN: "a.static.token" };
}

test.each([
  [["request", "GET /groups"]],
  [["labs", "start", lab]],
  [["labs", "stop", lab, "--wait"]],
  [["labs", "ids", "--all"]],
  [["nodes", "ls", lab]],
  [["images", "ls"]],
  [["check"]],
])("lets no controller give orders to the terminal: cml %j", async (args) => {
  const { out, err } = await commandLine(args, await commanding(), { isInteractive: false });
  expect(`${out}${err}`).toMatch(/mine/);
  expect(`${out}${err}`.replaceAll("\n", "")).not.toMatch(obeyed);
});

test("nor with the reason why it hangs up", async () => {
  await using server = await eventServer();
  const live = commandLine(["events", "--count", "3"], { CML_URL: server.url, CML_TOKEN: "a.static.token" });
  const peer = await server.peer();
  await peer.hello;
  peer.send({ event_type: "state_change", event: order, element_type: "Node", element_id: "n", lab_id: lab });
  peer.close(1_011, order);
  const { out } = await live;
  expect(out).toMatch(/mine[\s\S]*disconnected.*mine/i);
  expect(out.replaceAll("\n", "")).not.toMatch(obeyed);
});

/** A controller whose every answer is this text, of this type. */
async function saying(text: string, type: string) {
  const server = await openServer((_request, response) =>
    response
      .writeHead(200, { "content-type": type })
      .end(type.endsWith("json") ? JSON.stringify(text) : text),
  );
  onTestFinished(() => server[Symbol.asyncDispose]());
  return { CML_URL: server.url, CML_TOKEN: "a.static.token" };
}

test.each([
  [["request", `GET /labs/${lab}/download`], "text/plain"],
  [["labs", "download", lab], "text/plain"],
  [["nodes", "log", lab, lab], "application/json"],
])(
  "shows a terminal what it must not obey, and passes it on as it came elsewhere: cml %j",
  async (args, type) => {
    const text = `a\tb\r\nc\rd\u0008\u007f${order}`;
    const environment = await saying(text, type);
    const seen = await commandLine(args, environment, { isInteractive: true });
    expect(seen.out.trimEnd()).toBe(
      "a\tb\r\nc\\x0dd\\x08\\x7f\\x1b]0;mine\\x07\\x1b[31m\\x9b2J\\u{202e}\\u{e0041}",
    );
    expect(await commandLine(args, environment)).toEqual({ code: 0, out: text, err: "" });
  },
);

test.each([
  [["request", "GET /labs"]],
  [["labs", "ids", "--json"]],
  [["nodes", "ls", lab, "--json"]],
  [["images", "ls", "--json"]],
])("leaves no control character in JSON: cml %j", async (args) => {
  await using server = await openServer((_request, response) => json(response, [`${order}\u007f`]));
  const { out } = await commandLine(args, { CML_URL: server.url, CML_TOKEN: "a.static.token" });
  expect(out.replaceAll("\n", "")).not.toMatch(obeyed);
  expect(JSON.parse(out)).toEqual([`${order}\u007f`]);
});

test("leaves the joiners of words and pictures where they are", async () => {
  const farmer = "\u{1f469}\u200d\u{1f33e}";
  await using server = await openServer((_request, response) => json(response, [farmer]));
  const environment = { CML_URL: server.url, CML_TOKEN: "a.static.token" };
  expect((await commandLine(["images", "ls"], environment)).out).toBe(`${farmer}\n`);
});

test("shows of an answer that is nested too deep that it is, and ends as it should", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  await using server = await loopback((_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(`{"deep":${deep}}`),
  );
  const environment = { CML_URL: server.url, CML_TOKEN: "a.static.token" };
  const { out } = await commandLine(["request", "GET /system_health"], environment);
  expect(JSON.parse(out)).toEqual({ unreadable: "nested too deep to be shown" });
});
