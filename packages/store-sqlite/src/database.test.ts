import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { openDatabase } from "./database.ts";
import { migrations } from "./migrations.ts";
import { sqliteStores } from "./sqlite-stores.ts";
import { temporaryFile } from "./test/temporary-file.ts";

const settings = {
  journal_mode: "wal",
  // 2 is FULL: what was acknowledged survives a power cut.
  synchronous: 2,
  foreign_keys: 1,
  busy_timeout: 1_234,
  user_version: migrations.length,
};

test("a database writes through to the disk, waits for others and checks references", () => {
  const database = openDatabase({ path: temporaryFile(), busyTimeoutMs: 1_234 });
  for (const [name, value] of Object.entries(settings)) {
    const row = database.statement(`PRAGMA ${name}`).get() ?? {};
    expect({ [name]: Object.values(row)[0] }).toEqual({ [name]: value });
  }
  database.close();
});

test("a step that fails is undone as a whole", () => {
  const database = openDatabase({ path: ":memory:", busyTimeoutMs: 0 });
  const insert = "INSERT INTO lease (name, holder, token, expires_at) VALUES ('relay', 'a', 1, 0)";
  const step = () => {
    database.statement(insert).run();
    database.statement(insert).run();
  };
  expect(() => database.write(step)).toThrow("UNIQUE constraint failed: lease.name");
  expect(database.statement("SELECT * FROM lease").all()).toEqual([]);
  database.close();
});

test("a file of the first version is brought up to date, and its log gets an id that stays", async () => {
  const path = temporaryFile();
  const old = new DatabaseSync(path);
  old.exec(`${migrations[0]} PRAGMA application_id = ${0x434d4c46}; PRAGMA user_version = 1;`);
  old.exec("INSERT INTO event_log VALUES (7, 'w1@1.0', 'w1', 1, '{}', '2026-01-01T00:00:00.000Z')");
  old.close();
  const bounds = async () => {
    using stores = sqliteStores({ path });
    return stores.eventLog.bounds();
  };
  const first = await bounds();
  expect(first).toEqual({ logId: expect.stringMatching(/^[0-9a-f]{32}$/), first: 7, last: 7 });
  expect(await bounds()).toEqual(first);
});

test.each([
  [
    "SELECT * FROM worker WHERE region IN (SELECT value FROM json_each('[]')) ORDER BY id",
    /worker_by_region/,
  ],
  [
    "SELECT * FROM worker WHERE instance_id IN (SELECT value FROM json_each('[]'))",
    /INDEX sqlite_autoindex_worker/,
  ],
  [
    "SELECT * FROM history WHERE worker_id = '' AND at >= '' AND at < '' ORDER BY at",
    /PRIMARY KEY \(worker_id=\? AND at>/,
  ],
  [
    "DELETE FROM history WHERE worker_id IN (SELECT worker_id FROM observation) AND at < ''",
    /PRIMARY KEY \(worker_id=\? AND at</,
  ],
])("an index answers %s", (sql, index) => {
  const database = openDatabase({ path: ":memory:", busyTimeoutMs: 0 });
  const plan = database.statement(`EXPLAIN QUERY PLAN ${sql}`).all();
  expect(plan.map(({ detail }) => detail).join("\n")).toMatch(index);
  database.close();
});
