import { expect, test } from "vitest";
import { labVisit } from "../../test/lab-visit.ts";
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

test("says that nothing is taken of a resource pool", async () => {
  await using cml = await labVisit();
  expect((await cml.get(`${cml.lab}/resource_pools`)).body).toEqual([]);
});
