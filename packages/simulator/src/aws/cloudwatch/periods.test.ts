import fc from "fast-check";
import { expect, test } from "vitest";
import { minuteMs } from "./metric.ts";
import { floorTo, periodsOfRuns } from "./periods.ts";

const minutes = (most: number) => fc.integer({ min: 0, max: most }).map((count) => count * minuteMs + 1_234);
const lengths = fc.array(minutes(200), { minLength: 1, maxLength: 8 });
const range = fc.record({
  fromMs: minutes(1_000),
  untilMs: minutes(2_000),
  periodMs: fc.constantFrom(60_000, 300_000, 3_600_000),
});

/** Runs and the times between them, by their lengths; the last one may go on. */
function runsOf(all: readonly number[]): { fromMs: number; untilMs?: number }[] {
  let atMs = 20 * minuteMs;
  const runs: { fromMs: number; untilMs?: number }[] = [];
  all.forEach((length, index) => {
    const fromMs = atMs;
    atMs += length;
    if (index % 2 === 0) runs.push(index === all.length - 1 ? { fromMs } : { fromMs, untilMs: atMs });
  });
  return runs;
}

test("names each period in which a machine ran once, in either order, and few others", () => {
  fc.assert(
    fc.property(lengths, range, (all, asked) => {
      const runs = runsOf(all);
      const found = [...periodsOfRuns(runs, asked)];
      expect([...periodsOfRuns(runs, { ...asked, newestFirst: true })]).toEqual(found.toReversed());
      expect(found).toEqual([...new Set(found)].sort((one, other) => one - other));
      const { fromMs, untilMs, periodMs } = asked;
      const near = (beginMs: number, reachMs: number) =>
        runs.some((run) => run.fromMs - reachMs < beginMs + periodMs && (run.untilMs ?? untilMs) > beginMs);
      const expected: number[] = [];
      for (let atMs = floorTo(fromMs, periodMs); atMs < untilMs; atMs += periodMs) {
        if (near(atMs, 5 * minuteMs)) expected.push(atMs);
        else if (found.includes(atMs)) expect(near(atMs, 7 * minuteMs)).toBe(true);
      }
      expect(expected.filter((atMs) => !found.includes(atMs))).toEqual([]);
      expect(found.every((atMs) => atMs >= floorTo(fromMs, periodMs) && atMs < untilMs)).toBe(true);
    }),
  );
});
