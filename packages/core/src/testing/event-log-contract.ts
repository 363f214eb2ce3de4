import assert from "node:assert/strict";
import type { EventLog } from "../kernel/event-log.ts";
import { toMessages } from "../kernel/store.ts";
import { type ContractCase, casesOf } from "./contract.ts";
import { eventLogKeepingContract } from "./event-log-keeping-contract.ts";
import {
  assertAscending,
  at,
  extent,
  ids,
  later,
  messages,
  type Noted,
  sequences,
} from "./event-log-samples.ts";

/**
 * Everything the rest of the system relies on in an {@link EventLog}.
 *
 * @param open - Gives an empty log of its own with each call, which keeps any plain JSON as an event.
 */
export function* eventLogContract<Event = Noted>(
  open: () => Promise<EventLog<Event>>,
): Iterable<ContractCase> {
  // What an event looks like is nothing to a log, so that a log of workers' facts can be checked with notes.
  const openNoted = open as unknown as () => Promise<EventLog<Noted>>;
  const promise = casesOf(openNoted);

  yield promise("begins empty, before sequence 1", async (log) => {
    assert.deepEqual(await extent(log), { first: 1, last: 0 });
    assert.deepEqual(await log.read({ after: 0, limit: 10 }), []);
  });

  yield promise("appends messages in the order given, each with a greater sequence", async (log) => {
    const given = [...messages("b", 2), ...messages("a", 2)];
    const appended = await log.append(given, at);
    const expected = given.map((message, index) => ({
      ...message,
      sequence: appended[index]?.sequence,
      recordedAt: at,
    }));
    assert.deepEqual(appended, expected);
    assertAscending(sequences(appended));
    assert.deepEqual(await log.read({ after: 0, limit: 10 }), appended);
  });

  yield promise("leaves out a message that it has, and says which were new", async (log) => {
    await log.append(messages("a", 2), at);
    const appended = await log.append(messages("a", 3), later);
    assert.deepEqual(ids(appended), ["a@1.2"]);
    const all = await log.read({ after: 0, limit: 10 });
    assert.deepEqual(ids(all), ["a@1.0", "a@1.1", "a@1.2"]);
    assert.deepEqual(
      all.map(({ recordedAt }) => recordedAt),
      [at, at, later],
    );
  });

  yield promise("uses up no sequence for a message that it leaves out", async (log) => {
    await log.append(messages("a", 2), at);
    const before = await log.bounds();
    await log.append(messages("a", 2), later);
    assert.deepEqual(await log.bounds(), before);
  });

  yield promise("leaves out a message that is given twice at once", async (log) => {
    const appended = await log.append([...messages("a", 1), ...messages("a", 1)], at);
    assert.deepEqual(ids(appended), ["a@1.0"]);
    assert.equal((await log.read({ after: 0, limit: 10 })).length, 1);
  });

  yield promise("appends nothing when nothing is given", async (log) => {
    assert.deepEqual(await log.append([], at), []);
    assert.deepEqual(await extent(log), { first: 1, last: 0 });
  });

  yield promise("appends all messages of a call or, when one cannot be kept, none", async (log) => {
    const unreadable = {
      get note(): string {
        throw new Error("This event cannot be read.");
      },
    };
    await assert.rejects(log.append([...messages("a", 1), ...toMessages("b", 1, [unreadable])], at));
    assert.deepEqual(await extent(log), { first: 1, last: 0 });
    assert.deepEqual(await log.read({ after: 0, limit: 10 }), []);
    assert.deepEqual(ids(await log.append(messages("a", 1), at)), ["a@1.0"]);
  });

  yield promise("reads what comes after a sequence, at most as much as asked for", async (log) => {
    const appended = await log.append(messages("a", 5), at);
    const after = appended[1]?.sequence ?? 0;
    assert.deepEqual(await log.read({ after, limit: 2 }), appended.slice(2, 4));
    assert.deepEqual(await log.read({ after: appended[4]?.sequence ?? 0, limit: 2 }), []);
  });

  yield promise("knows its first and last sequence", async (log) => {
    const appended = sequences(await log.append(messages("a", 3), at));
    assert.deepEqual(await extent(log), { first: appended[0], last: appended[2] });
  });

  yield promise("gives racing appends one order, and each message one place", async (log) => {
    const racers = Array.from({ length: 6 }, (_, index) => [
      ...messages("same", 2),
      ...messages(`a${index}`, 3),
    ]);
    const appended = (await Promise.all(racers.map((given) => log.append(given, at)))).flat();
    const all = await log.read({ after: 0, limit: 100 });
    assert.equal(new Set(ids(all)).size, 20);
    assertAscending(sequences(all));
    assert.deepEqual(
      all,
      appended.sort((a, b) => a.sequence - b.sequence),
    );
  });

  yield promise("is not changed by what callers do to their objects", async (log) => {
    const event = { note: "as it was" };
    const [appended] = await log.append(toMessages("a", 1, [event]), at);
    const [read] = await log.read({ after: 0, limit: 1 });
    for (const mine of [event, appended?.event, read?.event]) Object.assign(mine ?? {}, { note: "changed" });
    assert.equal((await log.read({ after: 0, limit: 1 }))[0]?.event.note, "as it was");
  });

  yield* eventLogKeepingContract(openNoted);
}
