import assert from "node:assert/strict";
import type { EventLog } from "../kernel/event-log.ts";
import { type ContractCase, casesOf } from "./contract.ts";
import { at, extent, later, messages, type Noted, sequences } from "./event-log-samples.ts";

/** Part of the contract of an event log: what it keeps, and for how long. */
export function* eventLogKeepingContract(open: () => Promise<EventLog<Noted>>): Iterable<ContractCase> {
  const promise = casesOf(open);

  yield promise("has an id of its own, which stays whatever is appended and trimmed", async (log) => {
    const { logId } = await log.bounds();
    assert.match(logId, /^[A-Za-z0-9-]{8,64}$/);
    await log.append(messages("a", 3), at);
    await log.trim(3);
    assert.equal((await log.bounds()).logId, logId);
    assert.notEqual((await (await open()).bounds()).logId, logId);
  });

  yield promise("forgets what is trimmed, and only that", async (log) => {
    const appended = await log.append(messages("a", 4), at);
    await log.trim(appended[1]?.sequence ?? 0);
    assert.deepEqual(await log.read({ after: 0, limit: 10 }), appended.slice(2));
    assert.deepEqual(await extent(log), { first: appended[2]?.sequence, last: appended[3]?.sequence });
  });

  yield promise("never uses a sequence twice, not even after all was trimmed", async (log) => {
    const last = sequences(await log.append(messages("a", 3), at)).at(-1) ?? 0;
    await log.trim(last + 100);
    assert.deepEqual(await extent(log), { first: last + 1, last });
    const [next] = sequences(await log.append(messages("b", 1), at));
    assert.ok(next !== undefined && next > last);
  });

  yield promise("still knows the messages that a trim left", async (log) => {
    const appended = await log.append(messages("a", 2), at);
    await log.trim(appended[0]?.sequence ?? 0);
    assert.deepEqual(await log.append(messages("a", 2).slice(1), later), []);
  });
}
