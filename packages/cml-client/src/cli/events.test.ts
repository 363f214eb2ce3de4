import { expect, test } from "vitest";
import { commandLine } from "../test/command-line.ts";
import { controller } from "../test/controller.ts";
import { eventServer } from "../test/event-server.ts";

test("shows what happens, a line for each, without the figures that come all the time", async () => {
  await using server = await eventServer();
  const { cml } = await controller();
  const environment = { CML_URL: server.url, CML_TOKEN: "a.static.token" };
  const live = commandLine(["events", "--json", "--count", "2"], environment);
  const peer = await server.peer();
  await peer.hello;
  peer.send({ event_type: "system_stats", data: cml.stats() });
  const change = { event_type: "state_change", event: "BOOTED", element_type: "Node" };
  peer.send({ ...change, element_id: "n1", lab_id: "l1" });
  const { code, out } = await live;
  expect(code).toBe(0);
  const time = expect.stringMatching(/^\d{4}-.*Z$/);
  expect(
    out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual([
    { time, type: "connected" },
    { time, type: "state_change", labId: "l1", elementType: "node", elementId: "n1", state: "BOOTED" },
  ]);
});

test("refuses a count that is none", async () => {
  const { environment } = await controller();
  expect((await commandLine(["events", "--count", "few"], environment)).code).toBe(2);
});

test("ends well when the user has seen enough", async () => {
  await using server = await eventServer();
  const ending = new AbortController();
  const live = commandLine(
    ["events"],
    { CML_URL: server.url, CML_TOKEN: "a.static.token" },
    { signal: ending.signal },
  );
  const peer = await server.peer();
  await peer.hello;
  ending.abort();
  expect(await live).toMatchObject({ code: 0, err: "" });
});
