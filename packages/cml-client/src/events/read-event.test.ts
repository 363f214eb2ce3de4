import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvent } from "./read-event.ts";

const read = (message: unknown, drift: string[] = []) =>
  readEvent(message, (operation) => (path, kind) => void drift.push(`${operation} ${kind} ${path}`));
const told = (message: object, drift?: string[]) => read(JSON.stringify(message), drift);

test("reads the load of the controller like the answer of system_stats", () => {
  const drift: string[] = [];
  const data = { computes: {}, all: { cpu: { count: 6, percent: 3.5 }, weather: 1 } };
  expect(told({ event_type: "system_stats", data }, drift)).toMatchObject({
    type: "system_stats",
    stats: { cpuPercent: 3.5, cpuCount: 6, nodesRunning: null },
  });
  expect(drift).toEqual(["/ws/ui system_stats unknown_key all.weather"]);
});

test("reads what a lab uses like the answer of simulation_stats", () => {
  const data = { nodes: { n1: { cpu_usage: 12 } }, links: { l1: { readbytes: 5 } } };
  expect(told({ event_type: "lab_stats", lab_id: "lab", data })).toMatchObject({
    type: "lab_stats",
    labId: "lab",
    stats: { nodes: { n1: { cpuPercent: 12 } }, links: { l1: { readBytes: 5 } } },
  });
});

test("reads changes of elements, whatever the case of their words", () => {
  const common = { lab_id: "lab", element_id: "l1", data: { interface_a: "i1" } };
  const expected = { labId: "lab", elementId: "l1", data: { interface_a: "i1" } };
  expect(
    told({ ...common, event_type: "LAB_ELEMENT_EVENT", event: "CREATED", element_type: "SmartAnnotation" }),
  ).toEqual({ ...expected, type: "lab_element_event", event: "created", elementType: "smartannotation" });
  expect(told({ ...common, event_type: "state_change", event: "queued", element_type: "Link" })).toEqual({
    type: "state_change",
    labId: "lab",
    elementType: "link",
    elementId: "l1",
    state: "QUEUED",
  });
});

test.each([
  { event_type: "lab_event", event: "created" },
  { event_type: "lab_stats", data: { nodes: {} } },
  { event_type: "lab_element_event" },
  { event_type: "system_stats" },
  { event_type: "system_stats", data: [] },
  { event_type: "system_stats", data: { weather: 1 } },
  { event_type: "toString" },
])("passes on what says nothing: %j", (message) => {
  expect(told(message)).toEqual({
    type: "unknown",
    eventType: message.event_type.toLowerCase(),
    value: message,
  });
});

test("never throws, whatever comes", () => {
  const words = fc.constantFrom(
    "system_stats",
    "lab_stats",
    "state_change",
    "lab_event",
    "lab_element_event",
  );
  const event = fc.record({
    event_type: fc.oneof(words, fc.jsonValue()),
    event: fc.jsonValue(),
    element_type: fc.jsonValue(),
    element_id: fc.jsonValue(),
    lab_id: fc.jsonValue(),
    data: fc.oneof(
      fc.jsonValue(),
      fc.record({ nodes: fc.jsonValue(), computes: fc.jsonValue(), all: fc.jsonValue() }),
    ),
  });
  const message = fc.oneof(
    fc.string(),
    fc.json(),
    event.map((value) => JSON.stringify(value)),
    fc.constant(undefined),
  );
  const check = (value: unknown) => {
    expect(typeof read(value).type).toBe("string");
  };
  fc.assert(fc.property(message, check), { numRuns: 500 });
});
