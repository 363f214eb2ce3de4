import { text } from "node:stream/consumers";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { idOf } from "../test/ids.ts";
import { type OpenServer, openServer } from "../test/open-server.ts";

const [lab, node] = [idOf(1), idOf(2)];
const OPERATION = "GET /labs/{lab_id}/nodes/{node_id}/consoles/{console_id}/log";

const answering = (body: string | Buffer, type = "application/json"): Promise<OpenServer> =>
  openServer((_request, response) => response.writeHead(200, { "content-type": type }).end(body));

test("gives what a console showed as a stream of its text", async () => {
  const log = 'R1#show version\r\n"é" \\ 😀\u0000\n'.repeat(20_000);
  await using server = await answering(JSON.stringify(log));
  await using cml = plainClient(server);
  const stream = await cml.nodes.downloadConsoleLog(lab, node, { line: 1, lines: 10 });
  expect(await text(stream)).toBe(log);
  expect(server.asked).toEqual([`GET /labs/${lab}/nodes/${node}/consoles/1/log?lines=10`]);
});

test("streams more than the client reads at once, and passes on text that is sent as it is", async () => {
  await using long = await answering(JSON.stringify("x".repeat(5_000)));
  await using bounded = plainClient(long, { maxBodyBytes: 1_000 });
  expect((await failureOf(bounded.nodes.consoleLog(lab, node))).code).toBe("unexpected");
  expect(await text(await bounded.nodes.downloadConsoleLog(lab, node))).toHaveLength(5_000);
  await using plain = await answering('"quoted" as it is', "text/plain");
  await using cml = plainClient(plain);
  expect(await text(await cml.nodes.downloadConsoleLog(lab, node))).toBe('"quoted" as it is');
});

test.each(["null", '{"detail":"hotel"}', '"cut short'])(
  "names an answer that is no text: %s",
  async (body) => {
    await using server = await answering(body);
    await using cml = plainClient(server);
    const stream = await cml.nodes.downloadConsoleLog(lab, node);
    expect(await failureOf(text(stream))).toMatchObject({ code: "unexpected", operation: OPERATION });
  },
);

test("hangs up when the reader leaves, and tells the reader when the client closes", async () => {
  const closed = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
  let requests = 0;
  await using server = await openServer((_request, response) => {
    const which = closed[requests++ as 0 | 1];
    response.on("close", () => which.resolve());
    response.writeHead(200, { "content-type": "application/json" }).write('"half');
  });
  const cml = plainClient(server);
  for await (const _part of await cml.nodes.downloadConsoleLog(lab, node)) break;
  await closed[0].promise;
  const stream = await cml.nodes.downloadConsoleLog(lab, node);
  await cml.close();
  await closed[1].promise;
  await turn();
  expect(stream.errored).toMatchObject({ code: "closed" });
});
