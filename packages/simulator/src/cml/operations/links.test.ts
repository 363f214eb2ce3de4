import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";
import { listenLive } from "../../test/live-client.ts";

async function pair() {
  const cml = await labVisit();
  const [a, b] = [await cml.addNode("iosv", "R1"), await cml.addNode("alpine", "H1")];
  return { ...cml, a, b, [Symbol.asyncDispose]: () => cml[Symbol.asyncDispose]() };
}

test("links two interfaces, and takes neither for another link", async () => {
  await using cml = await pair();
  const { lab, a, b, get, send } = cml;
  const id = await cml.wire(a, b, [1, 0]);
  const [from, to] = [(await cml.sockets(a))[1], (await cml.sockets(b))[0]];
  const link = {
    id,
    label: "R1-GigabitEthernet0/1<->H1-eth0",
    node_a: a,
    node_b: b,
    interface_a: from,
    interface_b: to,
    state: "DEFINED_ON_CORE",
  };
  expect((await get(`${lab}/links/${id}`)).body).toMatchObject(link);
  expect((await get(`${lab}/links`)).body).toEqual([id]);
  expect((await get(`${lab}/links?data=true`)).body).toMatchObject([link]);
  expect((await get(`${lab}/interfaces/${from}`)).body.is_connected).toBe(true);
  const free = (await cml.sockets(a))[0];
  expect(await send("POST", `${lab}/links`, { src_int: free, dst_int: to })).toMatchObject({
    status: 400,
    body: { description: `Interface ${to} already in use.` },
  });
  expect((await send("DELETE", `${lab}/links/${id}`)).status).toBe(204);
  expect((await send("POST", `${lab}/links`, { src_int: free, dst_int: to })).status).toBe(200);
});

test("links no node to itself, nothing to what is not there, and nothing more than two ends", async () => {
  await using cml = await pair();
  const { lab, a, send } = cml;
  const [src_int, dst_int] = await cml.sockets(a);
  const link = (body: object) => send("POST", `${lab}/links`, body);
  expect((await link({ src_int, dst_int })).status).toBe(400);
  expect((await link({ src_int, dst_int: "nobody" })).body.description).toBe("Interface not found: nobody");
  expect((await link({ src_int, dst_int, label: "x" })).body.description).toBe("Input validation failed");
});

test("stops and starts a link of its own while the lab runs", async () => {
  await using cml = await pair();
  const { lab, a, b, get, send, clock } = cml;
  const link = `${lab}/links/${await cml.wire(a, b)}`;
  const state = async () => (await get(link)).body.state;
  await send("PUT", `${lab}/start`);
  expect((await get(`${link}/check_if_converged`)).body).toBe(false);
  clock.advance(600_000);
  expect((await get(`${link}/check_if_converged`)).body).toBe(true);
  expect((await send("PUT", `${link}/state/stop`)).status).toBe(204);
  expect(await state()).toBe("STOPPED");
  await send("PUT", `${link}/state/start`);
  expect(await state()).toBe("STARTED");
});

test("tells those who listen of a link between running nodes, and of its state", async () => {
  await using cml = await pair();
  const { lab, labId, a, b, send } = cml;
  await cml.boot();
  await using live = await listenLive(cml.cml, { token: cml.token });
  const id = await cml.wire(a, b);
  expect(await live.nextOf("lab_element_event")).toMatchObject({
    event: "created",
    element_type: "Link",
    element_id: id,
    lab_id: labId,
    data: { interface_a: (await cml.sockets(a))[0], node_b: b },
  });
  expect(await live.nextOf("state_change")).toMatchObject({ event: "STARTED", element_id: id });
  await send("PUT", `${lab}/links/${id}/state/stop`);
  expect(await live.nextOf("state_change")).toMatchObject({ event: "STOPPED", element_type: "link" });
});

test.each([
  ["GET", ""],
  ["DELETE", ""],
  ["GET", "/check_if_converged"],
  ["PUT", "/state/start"],
  ["PUT", "/state/stop"],
] as const)("knows no other link at %s …%s", async (method, rest) => {
  await using cml = await labVisit();
  const path = `${cml.lab}/links/nobody${rest}`;
  const { status, body } = await (method === "GET" ? cml.get(path) : cml.send(method, path));
  expect([status, body.description]).toEqual([404, "Link not found: nobody"]);
});
