import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import type { CmlTelemetryNews, CmlTelemetryWatermark } from "../index.ts";
import { failureOf, plainClient } from "../test/clients.ts";
import { json, loopback } from "../test/loopback.ts";

interface Wire {
  readonly category: string;
  readonly timestamp: string;
  readonly data: unknown;
}

/** A controller with this history, which may be replaced; its own client, and what is new each time. */
async function controllerOf(history: readonly Wire[]) {
  const state = { history };
  const server = await loopback((_request, response) => json(response, state.history));
  const cml = plainClient(server);
  return {
    state,
    since: (watermark?: CmlTelemetryWatermark | string | null) => cml.telemetry.since(watermark),
    async [Symbol.asyncDispose]() {
      await cml.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

const noted = (timestamp: string, id: unknown = 1): Wire => ({
  category: "boot_node",
  timestamp,
  data: { node_id: id },
});

const startMs = Date.parse("2026-05-20T12:00:00Z");

afterEach(() => void vi.useRealTimers());

test("gives everything first, oldest first, and then what is new", async () => {
  await using cml = await controllerOf([noted("2026-05-20T12:00:02"), noted("2026-05-20T12:00:01.5Z")]);
  const first = await cml.since();
  expect(first.events.map(({ at }) => at)).toEqual(["2026-05-20T12:00:01.500Z", "2026-05-20T12:00:02.000Z"]);
  expect((await cml.since(first.watermark)).events).toEqual([]);
  cml.state.history = [noted("2026-05-20T12:00:03Z"), ...cml.state.history];
  const second = await cml.since(first.watermark);
  expect(second.events.map(({ at }) => at)).toEqual(["2026-05-20T12:00:03.000Z"]);
  expect(second.watermark?.at).toBe("2026-05-20T12:00:03.000Z");
});

test("misses no event of a second of which others were seen, whose time has no fraction", async () => {
  await using cml = await controllerOf([noted("2026-05-20T12:00:00.700Z", "a")]);
  const { watermark } = await cml.since(null);
  cml.state.history = [
    ...cml.state.history,
    noted("2026-05-20T12:00:00", "b"),
    noted("2026-05-20T12:00:00.7", "a"),
  ];
  const { events } = await cml.since(watermark);
  expect(events.map(({ data }) => data)).toEqual([{ node_id: "b" }]);
});

test("keeps its watermark when there is nothing new, when the history is lost, and through JSON", async () => {
  await using cml = await controllerOf([noted("2026-05-20T12:00:00Z")]);
  expect((await cml.since(null)).watermark).not.toBeNull();
  const { watermark } = await cml.since();
  const stored = JSON.parse(JSON.stringify(watermark));
  cml.state.history = [];
  expect(await cml.since(stored)).toEqual({ events: [], watermark, undated: 0 });
  expect((await cml.since()).watermark).toBeNull();
});

test("takes a time for a watermark: what was noted then or later", async () => {
  await using cml = await controllerOf([noted("2026-05-20T11:59:59Z"), noted("2026-05-20T12:00:00.2Z")]);
  const { events, watermark } = await cml.since("2026-05-20T14:00:00.1+02:00");
  expect(events.map(({ at }) => at)).toEqual(["2026-05-20T12:00:00.200Z"]);
  cml.state.history = [
    ...cml.state.history,
    noted("2026-05-20T12:00:00.0Z", "before"),
    noted("2026-05-20T12:00:00.3Z"),
  ];
  expect((await cml.since(watermark)).events.map(({ at }) => at)).toEqual(["2026-05-20T12:00:00.300Z"]);
});

test("does not let an event that is dated in the future hide those before it, and gives it once", async () => {
  const future = noted("2099-01-01T00:00:00Z", "future");
  await using cml = await controllerOf([future]);
  const first = await cml.since();
  expect(first.events).toHaveLength(1);
  cml.state.history = [future, noted("2026-05-20T12:00:00Z", "a")];
  const second = await cml.since(JSON.parse(JSON.stringify(first.watermark)));
  expect(second.events.map(({ data }) => data)).toEqual([{ node_id: "a" }]);
  expect(second.watermark?.at).toBe("2026-05-20T12:00:00.000Z");
  cml.state.history = [future, noted("2026-05-20T12:00:00Z", "a"), noted("2026-05-20T12:00:01Z", "b")];
  const third = await cml.since(second.watermark);
  expect(third.events.map(({ data }) => data)).toEqual([{ node_id: "b" }]);
  expect((await cml.since(third.watermark)).events).toEqual([]);
});

test("misses nothing, and remembers no more than it has to, of a controller whose clock is ahead", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: startMs });
  await using cml = await controllerOf([]);
  let watermark: CmlTelemetryWatermark | null = null;
  for (let minute = 0; minute < 180; minute++) {
    vi.setSystemTime(startMs + minute * 60_000);
    const event = noted(new Date(startMs + (minute + 60) * 60_000).toISOString(), minute);
    cml.state.history = [...cml.state.history, event];
    const news = await cml.since(watermark);
    expect(news.events.map(({ data }) => data)).toEqual([{ node_id: minute }]);
    watermark = news.watermark;
  }
  expect(watermark?.seen.length).toBeLessThan(70);
});

test("keeps its watermark bounded when all is dated in the future: then the oldest are told again, and none is lost", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: startMs });
  const future = (index: number) => noted(new Date(startMs + (index + 60) * 1_000).toISOString(), index);
  const idsOf = ({ events }: CmlTelemetryNews) => events.map(({ data }) => data?.["node_id"]);
  const all = Array.from({ length: 10_003 }, (_nothing, index) => future(index));
  await using cml = await controllerOf(all.toReversed());
  const first = await cml.since();
  expect(first.events).toHaveLength(10_003);
  expect(first.watermark?.seen).toHaveLength(10_000);
  expect(JSON.stringify(first.watermark).length).toBeLessThan(262_144);
  const late = noted(new Date(startMs + 1_000).toISOString(), "late");
  cml.state.history = [...cml.state.history, future(10_003), late];
  const second = await cml.since(first.watermark);
  expect(idsOf(second)).toEqual(["late", 0, 1, 2, 10_003]);
  expect(second.watermark?.seen).toHaveLength(10_000);
  // Once the clock has come there, there is nothing to tell again.
  vi.setSystemTime(startMs + 20_000_000);
  cml.state.history = [...cml.state.history, future(10_004)];
  const third = await cml.since(second.watermark);
  expect(idsOf(third)).toEqual(["late", 0, 1, 2, 3, 10_004]);
  expect(third.watermark?.seen).toHaveLength(1);
  expect((await cml.since(third.watermark)).events).toEqual([]);
});

test("forgets first what the controller does not tell any more", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: startMs });
  const old = "2026-05-20T12:00:00.500Z";
  const batch = (from: number) =>
    Array.from({ length: 6_000 }, (_nothing, index) => noted(old, from + index));
  await using cml = await controllerOf(batch(0));
  const first = await cml.since();
  cml.state.history = batch(6_000);
  const second = await cml.since(first.watermark);
  expect(second.events).toHaveLength(6_000);
  expect(second.watermark?.seen).toHaveLength(10_000);
  expect((await cml.since(second.watermark)).events).toEqual([]);
});

test("counts the events whose time nobody can read, and leaves them out", async () => {
  await using cml = await controllerOf([noted("2026-05-20T12:00:00Z"), noted(""), noted("soon")]);
  expect(await cml.since()).toMatchObject({ events: [{ at: "2026-05-20T12:00:00.000Z" }], undated: 2 });
});

test.each(["yesterday", {}, { at: "soon", seen: [] }, { at: "2026-05-20T12:00:00Z" }, 7])(
  "refuses %j for a watermark, before anything is asked",
  async (watermark) => {
    await using cml = await controllerOf([]);
    expect((await failureOf(cml.since(watermark as unknown as string))).code).toBe("invalid_request");
  },
);

/** One instant, in one of the spellings that were seen. */
const spellings: readonly ((iso: string) => string)[] = [
  (iso) => iso,
  (iso) => iso.replace("Z", ""),
  (iso) => iso.replace("Z", "000+00:00"),
  (iso) => iso.replace("Z", "000"),
  (iso) => iso.replace("T", " ").replace("Z", ""),
  (iso) => iso.replace(".000", ""),
  (iso) => iso.replace(/\.000Z/, ""),
];

interface Happened {
  readonly offsetMs: number;
  readonly category: string;
  readonly data: { readonly a: number; readonly b: readonly number[] } | null;
}

interface Telling {
  readonly order: number;
  readonly spellings: readonly number[];
  readonly twice: boolean;
}

/** What happened, as a controller might tell it: turned round, spelled in several ways, some of it twice. */
function told(events: readonly Happened[], { order, spellings: chosen, twice }: Telling): Wire[] {
  const all = [...events, ...(twice ? events : [])].map(({ offsetMs, category, data }, index) => {
    const spell = spellings[chosen[index % chosen.length] ?? 0] ?? String;
    const isCopy = index >= events.length;
    return {
      category,
      timestamp: spell(new Date(startMs + offsetMs).toISOString()),
      data: data && isCopy ? { b: data.b, a: data.a } : data,
    };
  });
  const cut = order % Math.max(1, all.length);
  const turned = [...all.slice(cut), ...all.slice(0, cut)];
  return order % 2 ? turned : turned.toReversed();
}

const keyOf = (at: string | null, category: unknown, data: Readonly<Record<string, unknown>> | null) =>
  JSON.stringify([at, category, data && [data["a"], data["b"]]]);

const happened: fc.Arbitrary<Happened> = fc.record({
  // Few moments close together, so that they collide.
  offsetMs: fc.constantFrom(0, 500, 999, 1_000, 1_001, 2_000, 5_000),
  category: fc.constantFrom("boot_node", "start_lab"),
  data: fc.constantFrom({ a: 1, b: [2] }, { a: 2, b: [2] }, null),
});
const telling: fc.Arbitrary<Telling> = fc.record({
  order: fc.nat(),
  spellings: fc.array(fc.nat({ max: spellings.length - 1 }), { minLength: 1 }),
  twice: fc.boolean(),
});

test("gives each event exactly once, in any order, however often and however spelled it is told", async () => {
  await using cml = await controllerOf([]);
  const lives = fc.array(happened, { maxLength: 12 });
  const tellings = fc.array(telling, { minLength: 2, maxLength: 4 });
  const check = async (all: readonly Happened[], rounds: readonly Telling[]) => {
    const inTime = all.toSorted((one, other) => one.offsetMs - other.offsetMs);
    let watermark: CmlTelemetryWatermark | null = null;
    const given: string[] = [];
    for (const [index, round] of rounds.entries()) {
      // The history so far: it grows in time, but is told in any order.
      const known = inTime.slice(0, Math.ceil((inTime.length * (index + 1)) / rounds.length));
      cml.state.history = told(known, round);
      const news = await cml.since(watermark);
      given.push(...news.events.map(({ at, category, data }) => keyOf(at, category, data)));
      watermark = news.watermark;
    }
    const isoOf = ({ offsetMs }: Happened) => new Date(startMs + offsetMs).toISOString();
    const expected = new Set(all.map((event) => keyOf(isoOf(event), event.category, event.data)));
    expect(given.toSorted()).toEqual([...expected].sort());
  };
  await fc.assert(fc.asyncProperty(lives, tellings, check), { numRuns: 150 });
});
