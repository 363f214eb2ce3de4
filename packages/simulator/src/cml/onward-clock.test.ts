import { expect, test } from "vitest";
import { client } from "../test/cml-requests.ts";
import { startCmlSimulator } from "./cml-simulator.ts";
import { onwardClock } from "./onward-clock.ts";

const startMs = Date.UTC(2026, 0, 5, 12);

test("a controller goes on working when its clock goes back before its start", async () => {
  let nowMs = startMs;
  const labs = [{ title: "One", nodes: ["alpine"] }];
  await using cml = await startCmlSimulator({ clock: () => nowMs, labs, bootMs: 1_000, nodeBootMs: 10_000 });
  const http = client(cml);
  nowMs += 2_000;
  const token = await http.logIn();
  nowMs -= 3_600_000;
  expect((await http.get("/authok", token)).status).toBe(200);
  const again = await http.logIn();
  const lab = `/labs/${cml.labIds()[0]}`;
  expect((await http.send("PUT", `${lab}/start`, again)).status).toBe(204);
  nowMs += 60_000;
  const { nodes } = (await http.get(`${lab}/lab_element_state`, again)).body;
  expect(Object.values(nodes)).toEqual(["BOOTED"]);
  const states = (await http.get(`${lab}/events`, again)).body.flatMap(
    ({ element_type, data }: { element_type: string; data: { state?: string } }) =>
      element_type === "Node" ? [data.state] : [],
  );
  expect(states).toEqual(["QUEUED", "STARTED", "BOOTED"]);
});

test("stands while the other goes back, and goes on from there", () => {
  const times = [1_000, 1_500, 200, 300, Number.NaN, 350, Number.POSITIVE_INFINITY, 400];
  const clock = onwardClock(() => times.shift() ?? 0);
  expect(Array.from({ length: 7 }, clock)).toEqual([1_500, 1_500, 1_600, 1_600, 1_650, 1_650, 1_700]);
});

test("is not made of what tells no time", () => {
  expect(() => onwardClock(() => Number.NaN)).toThrow(
    "The option clock tells NaN: it has to tell the milliseconds since 1970",
  );
});
