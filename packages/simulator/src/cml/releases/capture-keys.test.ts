import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";

async function captured(version: string) {
  const here = await labVisit({ version });
  const [a, b] = [await here.addNode("alpine", "a"), await here.addNode("alpine", "b")];
  const id = await here.wire(a, b);
  const link = `${here.lab}/links/${id}`;
  const keys = async () => [
    (await here.get(link)).body.link_capture_key,
    (await here.get(`${here.lab}/links?data=true`)).body[0].link_capture_key,
    (await here.get(`${here.lab}/topology`)).body.links[0].link_capture_key,
  ];
  return { ...here, id, link, keys };
}

test.each(["2.10.0", "2.10.1+sso"])("captures of %s are known by their links", async (version) => {
  await using here = await captured(version);
  const { get, send, clock, id, link } = here;
  expect(await here.keys()).toEqual([id, id, id]);
  await here.boot();
  await send("PUT", `${link}/capture/start`, { maxpackets: 5 });
  expect((await get(`${link}/capture/key`)).body).toBe(id);
  expect((await get(`${link}/capture/status`)).body.config.link_capture_key).toBe(id);
  clock.advance(60_000);
  expect((await get(`${link}/capture/key`)).status).toBe(404);
  expect(await here.keys()).toEqual([id, id, id]);
});

test.each(["2.7.0", "2.9.0"])("captures of %s have keys of their own", async (version) => {
  await using here = await captured(version);
  const { get, send, id, link } = here;
  expect(await here.keys()).toEqual(["", "", ""]);
  await here.boot();
  await send("PUT", `${link}/capture/start`, { maxpackets: 5 });
  const { body: key } = await get(`${link}/capture/key`);
  expect(key).not.toBe(id);
  expect(await here.keys()).toEqual([key, key, key]);
});

test.each(["2.7.0", "2.8.0", "2.9.0", "2.10.0"])(
  "what %s captured is there when the capture has ended",
  async (version) => {
    await using here = await captured(version);
    const { get, send, clock, link } = here;
    await here.boot();
    await send("PUT", `${link}/capture/start`, { maxpackets: 5 });
    const { body: key } = await get(`${link}/capture/key`);
    clock.advance(60_000);
    expect((await get(`/pcap/${key}`)).status).toBe(200);
    expect((await get(`/pcap/${key}/packets`)).body).toHaveLength(5);
    expect((await get(`/pcap/${key}/packet/5`)).status).toBe(200);
    expect((await get("/pcap/other")).status).toBe(404);
  },
);
