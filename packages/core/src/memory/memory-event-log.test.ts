import { describe, expect, test } from "vitest";
import type { EventLog } from "../kernel/event-log.ts";
import { toMessages } from "../kernel/store.ts";
import { check, eventLogContract } from "../testing/index.ts";
import { memoryEventLog } from "./memory-event-log.ts";

describe("memoryEventLog", () => {
  check(
    test,
    eventLogContract(async () => memoryEventLog()),
  );

  test("takes no longer to append to a long log than to a short one", async () => {
    const [short, long] = [memoryEventLog<string>(), memoryEventLog<string>()];
    await long.append(toMessages("filler", 1, Array<string>(20_000).fill("a fact")), at);
    // Looking at every fact of the log takes some 200 times as long; a busy machine makes much less of a difference.
    expect(await medianMs(long)).toBeLessThan(20 * (await medianMs(short)));
  });
});

const at = "2026-01-02T03:04:05.678Z";

async function medianMs(log: EventLog<string>): Promise<number> {
  const times: number[] = [];
  for (let version = 1; version <= 201; version++) {
    const begun = performance.now();
    await log.append(toMessages("w1", version, ["a fact"]), at);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[100] ?? 0;
}
