import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";
import { abridge } from "../labs/abridge.ts";
import { labHistory } from "../labs/lab-history.ts";

interface Happened {
  readonly event: string;
  readonly element_type: string;
  readonly element_id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly previous: Readonly<Record<string, unknown>>;
}

test("keeps what happened to a lab, in the controller's words", async () => {
  await using cml = await labVisit();
  const { lab, labId, get, send } = cml;
  const node = await cml.addNode("external_connector", "net");
  await send("PATCH", `${lab}/nodes/${node}`, { x: 5 });
  await send("PATCH", lab, { title: "Renamed" });
  await cml.boot();
  const events: readonly Happened[] = (await get(`${lab}/events`)).body;
  expect(events.map(({ event, element_type }) => `${element_type} ${event}`)).toEqual([
    "Lab CREATED",
    "Node CREATED",
    "Interface CREATED",
    "Node MODIFIED",
    "Lab MODIFIED",
    "Node state",
    "Lab state",
    "Node state",
    "Interface state",
    "Node state",
  ]);
  expect(events[3]).toMatchObject({ element_id: node, data: { x: 5 }, previous: { x: 0 } });
  expect(events[4]).toMatchObject({
    element_id: labId,
    data: { title: "Renamed" },
    previous: { title: "Bench" },
  });
  expect(events.at(-1)).toMatchObject({ data: { state: "BOOTED" }, previous: { state: "STARTED" } });
});

test("forgets a twentieth of what happened when it is too much", () => {
  const history = labHistory();
  const note = (atMs: number) =>
    history.note({ event: "MODIFIED", kind: "Lab", id: "l", data: {}, previous: {}, atMs });
  for (let atMs = 0; atMs < 10_000; atMs++) note(atMs);
  expect(history.events()).toHaveLength(10_000);
  note(10_000);
  expect(history.events()).toHaveLength(9_501);
  expect(history.events()[0]?.atMs).toBe(500);
});

test("keeps of configurations what is short, and of all events what fits into its memory", async () => {
  await using cml = await labVisit();
  const { lab, get, send } = cml;
  const node = await cml.addNode("alpine", "a");
  const kept = async (): Promise<readonly Happened[]> => (await get(`${lab}/events`)).body;
  const configure = (text: string) => send("PATCH", `${lab}/nodes/${node}`, { configuration: text });
  await configure("short");
  await configure("x".repeat(1_000_000));
  const last = (await kept()).at(-1);
  expect(last?.previous["configuration"]).toMatchObject([{ content: "short" }]);
  expect(last?.data["configuration"]).toBe(`${"x".repeat(32_768)}… (1000000 characters)`);
  for (let round = 0; round < 100; round++) await configure(`${round} ${"x".repeat(40_000)}`);
  const all = await kept();
  expect(JSON.stringify(all).length).toBeLessThan(4.2 * 2 ** 20);
  expect(all.length).toBeGreaterThan(50);
  expect(all.at(-1)?.data["configuration"]).toMatch(/^99 /);
});

test("leaves out of an event what goes beyond its share, whatever that is made of", () => {
  const { value, size } = abridge(
    { parts: Array.from({ length: 10_000 }, (_, x) => ({ x, y: [null] })) },
    1_000,
  );
  expect(JSON.stringify(value).length).toBeLessThan(1_000);
  expect(value.parts.length).toBeGreaterThan(5);
  expect(size).toBeLessThan(1_100);
});

test("says that nothing is taken of a resource pool", async () => {
  await using cml = await labVisit();
  expect((await cml.get(`${cml.lab}/resource_pools`)).body).toEqual([]);
});
