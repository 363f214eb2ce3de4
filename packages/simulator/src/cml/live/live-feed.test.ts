import { once } from "node:events";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { visit } from "../../test/cml-requests.ts";
import { listenLive } from "../../test/live-client.ts";

const oneLab = {
  labs: [{ title: "One", nodes: ["alpine"] }],
  nodeBootMs: 10_000,
  nodeTimes: { queueMs: 1_000, stopMs: 2_000 },
};

async function listening(options: Parameters<typeof visit>[0] = oneLab) {
  const cml = await visit(options);
  const live = await listenLive(cml.cml, { token: cml.token, client_uuid: "u" });
  return {
    ...cml,
    live,
    lab: cml.cml.labIds()[0],
    async [Symbol.asyncDispose]() {
      await cml.cml.close();
      await live.closed;
    },
  };
}

test("says the load two seconds after the hello, and every three after that", async () => {
  await using cml = await listening();
  cml.clock.advance(2_000);
  expect(await cml.live.next()).toEqual({ event_type: "system_stats", data: cml.cml.stats() });
  await cml.send("PUT", `/labs/${cml.lab}/start`);
  cml.clock.advance(3_300);
  expect((await cml.live.nextOf("system_stats")).data.all.cpu.count).toBe(16);
  const { lab_id, data } = await cml.live.nextOf("lab_stats");
  expect([lab_id, Object.keys(data.nodes)]).toEqual([cml.lab, [expect.any(String)]]);
});

test("tells every step of a lab and its elements, though the clock jumps over them", async () => {
  await using cml = await listening();
  const { live, lab } = cml;
  const [node] = (await cml.get(`/labs/${lab}/nodes`)).body;
  await cml.send("PUT", `/labs/${lab}/start`);
  const about = { element_id: node, lab_id: lab };
  const inNode = { event_type: "state_change", element_type: "node", ...about };
  expect(await live.next()).toEqual({ ...inNode, event: "QUEUED" });
  expect(await live.next()).toMatchObject({
    event_type: "lab_event",
    event: "state",
    data: { state: "STARTED" },
  });
  cml.clock.advance(1_900_000);
  expect(await live.next()).toEqual({ ...inNode, event: "STARTED" });
  expect(await live.next()).toMatchObject({ element_type: "interface", event: "STARTED", lab_id: lab });
  expect(await live.next()).toEqual({ ...inNode, event: "BOOTED" });
});

test("leaves out for virl2-client 2.9 what it does not survive", async () => {
  await using cml = await listening({ ...oneLab, liveFor: "virl2-client 2.9" });
  const lab = `/labs/${cml.lab}`;
  const [node] = (await cml.get(`${lab}/nodes`)).body;
  await cml.send("PATCH", `${lab}/nodes/${node}`, { tags: ["core"] });
  await cml.send("PATCH", `${lab}/nodes/${node}`, { tags: [] });
  await cml.send("PATCH", lab, { notes: "n" });
  await cml.send("PUT", `${lab}/start`);
  await cml.send("POST", "/labs", { title: "The end" });
  const heard = [];
  for (let last = ""; last !== "lab_event created"; ) {
    const { event_type, event, element_type } = await cml.live.next();
    last = `${event_type} ${event}`;
    heard.push(`${element_type} ${event}`);
  }
  expect(heard).toEqual([
    "Node modified",
    "SmartAnnotation created",
    "Node modified",
    "node QUEUED",
    "Lab created",
  ]);
});

test("tells what is made, changed and deleted", async () => {
  await using cml = await listening({ labs: [] });
  const { live } = cml;
  const { id } = (await cml.send("POST", "/labs", { title: "New" })).body;
  const inLab = { event_type: "lab_event", element_type: "Lab", element_id: id, lab_id: id };
  expect(await live.next()).toMatchObject({ ...inLab, event: "created", data: { title: "New" } });
  await cml.send("PATCH", `/labs/${id}`, { notes: "n" });
  expect(await live.next()).toMatchObject({
    ...inLab,
    event: "modified",
    data: { title: "New", notes: "n" },
  });
  await cml.send("DELETE", `/labs/${id}`);
  expect(await live.next()).toEqual({ ...inLab, event: "deleted" });
});

test.each(["a.raw.token", "Bearer x", { authorization: "x" }, { token: "a.wrong.one" }, { token: 7 }])(
  "closes at once on %j",
  async (hello) => {
    await using cml = await visit();
    await using live = await listenLive(cml.cml, hello);
    expect(await live.closed).toEqual([3_000, "Unauthorized"]);
  },
);

test("closes after ten seconds on who says nothing", async () => {
  await using cml = await visit();
  await using live = await listenLive(cml.cml);
  cml.clock.advance(10_000);
  expect(await live.closed).toEqual([3_000, "Unauthorized"]);
});

test("closes when its token ends, by log-out or by time", async () => {
  await using cml = await listening();
  await using other = await listenLive(cml.cml, { token: cml.token });
  await cml.send("DELETE", "/logout");
  expect(await cml.live.closed).toEqual([3_000, "Unauthorized"]);
  expect(await other.closed).toEqual([3_000, "Unauthorized"]);
  await using short = await listening({ tokenLifetimeS: 60 });
  short.clock.advance(60_000);
  expect(await short.live.closed).toEqual([3_000, "Unauthorized"]);
});

test("answers pings, and ends well when it is closed", async () => {
  await using cml = await listening();
  cml.live.socket.ping("hey");
  expect(String((await once(cml.live.socket, "pong"))[0])).toBe("hey");
  await cml.cml.close();
  expect((await cml.live.closed)[0]).toBe(1_006);
});

test("drops, stalls and talks nonsense on demand", async () => {
  await using cml = await listening();
  const { live: faults } = cml.cml;
  faults.say("<html>");
  expect(await cml.live.next()).toBe("<html>");
  faults.stall();
  await using second = await listenLive(cml.cml, { token: cml.token });
  expect(faults.connections).toBe(2);
  await cml.send("PUT", `/labs/${cml.lab}/start`);
  expect(await second.next()).toMatchObject({ event: "QUEUED" });
  faults.say("still there");
  // Nothing came in between.
  expect(await cml.live.next()).toBe("still there");
  faults.drop();
  expect([(await cml.live.closed)[0], (await second.closed)[0]]).toEqual([1_006, 1_006]);
});

test("cuts who does not read, when too much waits for them", async () => {
  await using cml = await listening();
  await using reader = await listenLive(cml.cml, { token: cml.token });
  const { live: faults } = cml.cml;
  cml.live.socket.pause();
  const mebibyte = "x".repeat(2 ** 20);
  let said = 0;
  for (; faults.connections === 2 && said < 100; said++) {
    faults.say(mebibyte);
    expect((await reader.next()).length).toBe(mebibyte.length);
  }
  expect(said).toBeGreaterThan(16);
  expect(faults.connections).toBe(1);
  cml.live.socket.resume();
  expect((await cml.live.closed)[0]).toBe(1_006);
});

test("spoils the handshake as it is told, and is counted", async () => {
  await using cml = await visit();
  const status = async (path = "/ws/ui") => {
    const socket = new WebSocket(`${cml.cml.url.replace("http", "ws")}${path}`, {
      ca: cml.cml.identity.cert,
    });
    const [error] = await once(socket, "error", {}).then(
      (args) => args,
      (reason: unknown) => [reason],
    );
    return String(error);
  };
  const operation = "GET /ws/ui";
  cml.cml.faults.add({ operation, fault: { kind: "status", status: 503 }, times: 1 });
  expect(await status()).toContain("503");
  cml.cml.faults.add({ operation, fault: { kind: "html" }, times: 1 });
  expect(await status()).toContain("502");
  cml.cml.faults.add({ operation, fault: { kind: "reset" }, times: 1 });
  expect(await status()).toMatch(/hang up|ECONNRESET/);
  expect(await status("/ws/other")).toContain("404");
  cml.cml.faults.add({ operation, fault: { kind: "latency", ms: 1 }, times: 1 });
  await using live = await listenLive(cml.cml, { token: cml.token });
  cml.clock.advance(2_000);
  expect(await live.next()).toMatchObject({ event_type: "system_stats" });
  expect(cml.cml.requests.count(operation)).toBe(4);
});
