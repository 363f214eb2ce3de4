import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { capinfos, capinfosPeer } from "@cml-fleet/test-peers";
import { Agent, request } from "undici";
import { expect, test } from "vitest";
import { client, visit } from "../../test/cml-requests.ts";
import { internetChecksum } from "../captures/frame.ts";

const users = [{ username: "ada", password: "engine" }];

async function tapping(seed = 1, version = "2.9.0+build.3") {
  const cml = await visit({
    seed,
    version,
    users,
    labs: [{ title: "Pair", nodes: ["iosv", "iosv"] }],
    nodeBootMs: 1_000,
  });
  const lab = `/labs/${cml.cml.labIds()[0]}`;
  const topology = async () => (await cml.get(`${lab}/topology`)).body.links[0];
  const link = `${lab}/links/${(await topology()).id}`;
  await cml.send("PUT", `${lab}/start`);
  cml.clock.advance(10_000);
  const begin = async (config: object) => {
    await cml.send("PUT", `${link}/capture/start`, config);
    return (await cml.get(`${link}/capture/key`)).body as string;
  };
  const file = async (key: string) => {
    const dispatcher = new Agent({ connect: { ca: cml.cml.identity.cert } });
    const headers = { authorization: `Bearer ${cml.token}` };
    const answer = await request(`${cml.cml.url}/api/v0/pcap/${key}`, { dispatcher, headers });
    expect(answer.headers["content-type"]).toBe("application/vnd.tcpdump.pcap");
    return Buffer.from(await answer.body.arrayBuffer());
  };
  const count = async (key: string) => (await cml.get(`/pcap/${key}/packets`)).body.length;
  return { ...cml, lab, link, topology, begin, file, count, [Symbol.asyncDispose]: () => cml.cml.close() };
}

/** The frames of a pcap file. */
function framesIn(file: Buffer): readonly Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 24; at < file.length; ) {
    const length = file.readUInt32LE(at + 8);
    frames.push(file.subarray(at + 16, at + 16 + length));
    at += 16 + length;
  }
  return frames;
}

test("captures what goes over a link until it is told to stop, and keeps it", async () => {
  await using cml = await tapping();
  const { link, clock, get, send } = cml;
  const idle = { config: null, starttime: null, packetscaptured: null };
  expect((await get(`${link}/capture/status`)).body).toEqual(idle);
  expect((await get(`${link}/capture/key`)).status).toBe(404);
  const config = { maxpackets: 100, maxtime: 86_400, bpfilter: null, encap: "ethernet" };
  const started = await send("PUT", `${link}/capture/start`, { maxpackets: 100 });
  expect(started).toEqual({ status: 200, body: config });
  const key = (await get(`${link}/capture/key`)).body;
  clock.advance(10_000);
  expect((await get(`${link}/capture/status`)).body).toEqual({
    config: { ...config, link_capture_key: key },
    starttime: "2026-01-05T12:00:10Z",
    packetscaptured: 30,
  });
  expect((await cml.topology()).link_capture_key).toBe(key);
  expect(await send("PUT", `${link}/capture/stop`)).toEqual({ status: 200, body: null });
  clock.advance(10_000);
  expect((await get(`${link}/capture/status`)).body).toEqual(idle);
  expect((await cml.topology()).link_capture_key).toBe("");
  expect(await cml.count(key)).toBe(30);
  expect(await send("PUT", `${link}/capture/stop`)).toEqual({ status: 200, body: null });
  const noted = (await get("/telemetry/events")).body.filter(
    ({ category }: { category: string }) => category === "packet_capture",
  );
  expect(noted).toHaveLength(1);
});

test("ends by itself: at its packets, at its time, and when its link goes down", async () => {
  await using cml = await tapping();
  const { clock, get, send, link } = cml;
  const few = await cml.begin({ maxpackets: 7 });
  clock.advance(60_000);
  expect([await cml.count(few), (await get(`${link}/capture/key`)).status]).toEqual([7, 404]);
  const short = await cml.begin({ maxtime: 2 });
  clock.advance(60_000);
  expect([await cml.count(short), (await get(`/pcap/${few}`)).status]).toEqual([6, 404]);
  const cut = await cml.begin({ maxtime: 600 });
  clock.advance(10_000);
  await send("PUT", `${cml.lab}/stop`);
  clock.advance(60_000);
  expect(await cml.count(cut)).toBe(35);
  expect((await send("PUT", `${link}/capture/start`, { maxtime: 1 })).status).toBe(400);
});

test("writes text of packets, whose numbers begin with 1", async () => {
  await using cml = await tapping();
  const key = await cml.begin({ maxpackets: 6 });
  cml.clock.advance(10_000);
  const lines = (await cml.get(`/pcap/${key}/packets`)).body;
  expect(lines.map(({ protocol }: { protocol: string }) => protocol)).toEqual([
    "OSPF",
    "OSPF",
    "ARP",
    "ARP",
    "ICMP",
    "ICMP",
  ]);
  expect(lines[0]).toEqual({
    no: "1",
    time: "0.000000",
    source: expect.stringMatching(/^10\.0\.\d+\.\d+$/),
    destination: "224.0.0.5",
    protocol: "OSPF",
    length: "82",
    info: "Hello Packet",
  });
  expect(lines[3]).toMatchObject({ no: "4", source: expect.stringMatching(/^52:54:00:/), length: "42" });
  const tree = (await cml.get(`/pcap/${key}/packet/5`)).body;
  expect(tree).toMatchObject({
    frame: { "frame.number": "5" },
    ip: { "ip.proto": "1" },
    icmp: { "icmp.type": "8" },
  });
  expect(Object.keys((await cml.get(`/pcap/${key}/packet/3`)).body)).toEqual(["frame", "eth", "arp"]);
  for (const id of ["0", "7", "x"])
    expect((await cml.get(`/pcap/${key}/packet/${id}`)).body.description).toBe(`Packet not found: ${id}`);
});

test("writes an hour of packets, each once and in order", async () => {
  await using cml = await tapping();
  const key = await cml.begin({ maxtime: 3_600 });
  cml.clock.advance(4_000_000);
  const lines: { no: string; time: string }[] = (await cml.get(`/pcap/${key}/packets`)).body;
  expect(lines.map(({ no }) => Number(no))).toEqual(Array.from({ length: 10_800 }, (_, index) => index + 1));
  const times = lines.map(({ time }) => Number(time));
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(framesIn(await cml.file(key))).toHaveLength(10_800);
  expect((await cml.get(`/pcap/${key}/packet/10800`)).status).toBe(200);
  expect((await cml.get(`/pcap/${key}/packet/10801`)).status).toBe(404);
});

test("lets through what fits its filter", async () => {
  await using cml = await tapping();
  const key = await cml.begin({ maxtime: 10, bpfilter: "arp" });
  cml.clock.advance(10_000);
  const lines = (await cml.get(`/pcap/${key}/packets`)).body;
  expect(new Set(lines.map(({ protocol }: { protocol: string }) => protocol))).toEqual(new Set(["ARP"]));
});

test("has the same bytes for the same seed, and sums that are right", async () => {
  const take = async (seed: number) => {
    await using cml = await tapping(seed);
    const key = await cml.begin({ maxpackets: 40 });
    cml.clock.advance(20_000);
    return await cml.file(key);
  };
  const [file, again, other] = [await take(1), await take(1), await take(2)];
  expect(file.equals(again)).toBe(true);
  expect(file.equals(other)).toBe(false);
  for (const frame of framesIn(file)) {
    if (frame.readUInt16BE(12) !== 0x0800) continue;
    expect(internetChecksum(frame.subarray(14, 34))).toBe(0);
    expect(internetChecksum(frame.subarray(34))).toBe(0);
  }
});

const { missing } = capinfosPeer();

test.skipIf(missing)(`is read by Wireshark's capinfos ${missing ?? ""}`, async () => {
  await using cml = await tapping();
  const key = await cml.begin({ maxpackets: 50 });
  cml.clock.advance(60_000);
  const folder = await mkdtemp(join(tmpdir(), "capture-"));
  try {
    const path = join(folder, "link.pcap");
    await writeFile(path, await cml.file(key));
    expect(capinfos(path)).toMatchObject({
      "File type": expect.stringContaining("pcap"),
      "File encapsulation": "ether",
      "Number of packets": "50",
      "Strict time order": "True",
    });
    await writeFile(path, (await cml.file(key)).subarray(0, 100));
    expect(() => capinfos(path)).toThrow();
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each([
  {},
  { maxpackets: 0 },
  { maxtime: 86_401 },
  { maxtime: 1, encap: "token ring" },
  { maxtime: 1, x: 1 },
])("refuses %j", async (config) => {
  await using cml = await tapping();
  expect((await cml.send("PUT", `${cml.link}/capture/start`, config)).body.description).toBe(
    "Input validation failed",
  );
});

test("captures a link once at a time, for those who may see it", async () => {
  await using cml = await tapping();
  const key = await cml.begin({ maxtime: 60 });
  expect((await cml.send("PUT", `${cml.link}/capture/start`, { maxtime: 60 })).status).toBe(400);
  const http = client(cml.cml);
  const { body: token } = await http.send("POST", "/authenticate", undefined, users[0]);
  expect((await http.get(`/pcap/${key}/packets`, token)).status).toBe(404);
  expect((await http.get(`${cml.link}/capture/key`, token)).status).toBe(403);
});

test("names a capture by its link from 2.10 on", async () => {
  await using cml = await tapping(1, "2.10.0+build.1");
  expect(cml.link).toContain(await cml.begin({ maxtime: 60 }));
});

test.each(["__proto__", "not constructor", "toString"])("lets everything through %s", async (bpfilter) => {
  await using cml = await tapping();
  const key = await cml.begin({ maxtime: 60, bpfilter });
  cml.clock.advance(10_000);
  expect((await cml.get(`${cml.link}/capture/status`)).status).toBe(200);
  expect((await cml.get(`${cml.lab}/topology`)).status).toBe(200);
  expect((await cml.send("PUT", `${cml.link}/capture/stop`)).status).toBe(200);
  expect(await cml.count(key)).toBeGreaterThan(0);
});
