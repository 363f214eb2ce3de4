import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { manualClock, sampleWorker } from "@cml-fleet/core/testing";
import { describe, expect, test } from "vitest";
import { sqliteStores } from "./index.ts";
import { temporaryFile } from "./test/temporary-file.ts";

const created = { state: sampleWorker({ id: "w1" }), events: [], expectedVersion: 0 };

describe("the file", () => {
  test("is made, with its folder and its log, for this user only", async () => {
    const folder = join(dirname(temporaryFile()), "data");
    const path = join(folder, "fleet.db");
    using stores = sqliteStores({ path });
    await stores.workers.save("w1", created);
    const modes = [folder, path, `${path}-wal`, `${path}-shm`].map((each) => statSync(each).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600, 0o600]);
  });

  test("keeps the mode it has when it is there already", () => {
    const path = temporaryFile();
    sqliteStores({ path }).close();
    chmodSync(path, 0o640);
    sqliteStores({ path }).close();
    expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  test("keeps everything from one opening to the next", async () => {
    const path = temporaryFile();
    const clock = manualClock();
    let logId: string;
    {
      using stores = sqliteStores({ path, clock });
      await stores.workers.save("w1", created);
      await stores.leases.acquire("relay", "a", 1_000);
      logId = (await stores.eventLog.bounds()).logId;
    }
    using stores = sqliteStores({ path, clock });
    expect(await stores.workers.load("w1")).toEqual({ state: created.state, version: 1 });
    expect(await stores.leases.acquire("relay", "b", 1_000)).toBeUndefined();
    expect((await stores.eventLog.bounds()).logId).toBe(logId);
  });

  test("can be read while another process writes", async () => {
    const path = temporaryFile();
    using stores = sqliteStores({ path, busyTimeoutMs: 0 });
    await stores.workers.save("w1", created);
    using other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE; DELETE FROM worker;");
    expect((await stores.workers.load("w1"))?.version).toBe(1);
  });
});

describe("a file that cannot be used", () => {
  const refusal = (path: string): unknown => {
    try {
      sqliteStores({ path }).close();
    } catch (error) {
      return error;
    }
    return "opened";
  };

  test("is refused when it is no database, naming only its base name", () => {
    const path = temporaryFile();
    writeFileSync(path, "Dear diary, today I was mistaken for a database.".repeat(100));
    expect(refusal(path)).toMatchObject({
      code: "unavailable",
      retryable: false,
      message:
        "The database fleet.db is damaged, or is no SQLite database at all. Restore it from a backup, or give another path.",
    });
  });

  test("is refused when it is another application's, and left as it was", () => {
    const path = temporaryFile();
    const foreign = new DatabaseSync(path);
    foreign.exec("CREATE TABLE worker (id TEXT)");
    foreign.close();
    const before = readFileSync(path);
    expect(refusal(path)).toMatchObject({
      code: "invalid_input",
      message: "The database fleet.db belongs to another application. Give another path.",
    });
    expect(readFileSync(path)).toEqual(before);
  });

  test("is refused when a newer version made it", () => {
    const path = temporaryFile();
    sqliteStores({ path }).close();
    const newer = new DatabaseSync(path);
    newer.exec("PRAGMA user_version = 99");
    newer.close();
    expect(refusal(path)).toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(/fleet\.db was made by a newer version .* Update this one/),
    });
  });

  test("is refused when it is a folder, or lies below a file", () => {
    const path = temporaryFile();
    mkdirSync(path);
    expect(refusal(path)).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/^The database fleet\.db cannot be opened\. Check that the path/),
    });
    const other = temporaryFile();
    writeFileSync(other, "");
    expect(refusal(join(other, "below.db"))).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/^The database below\.db cannot be made \(E\w+\)\. Check its folder/),
    });
  });

  test("is refused when it has no name, which would forget everything", () => {
    expect(refusal("")).toMatchObject({ code: "invalid_input" });
  });

  test("fails with the way out when it was damaged", async () => {
    const path = temporaryFile();
    {
      using stores = sqliteStores({ path });
      for (let index = 0; index < 200; index++) await stores.workers.save(`w${index}`, created);
    }
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xa5, 8_192));
    using stores = sqliteStores({ path });
    const damaged = { code: "unavailable", retryable: false, message: expect.stringContaining("is damaged") };
    await expect(stores.workers.find({ limit: 1_000 })).rejects.toMatchObject(damaged);
  });
});

describe("a call that cannot be carried out", () => {
  test("can be tried again when another process kept the file busy", async () => {
    const path = temporaryFile();
    using stores = sqliteStores({ path, busyTimeoutMs: 20 });
    using other = new DatabaseSync(path);
    other.exec("BEGIN IMMEDIATE");
    await expect(stores.workers.save("w1", created)).rejects.toMatchObject({
      code: "unavailable",
      retryable: true,
      message:
        "The database fleet.db is busy: another process is writing to it for longer than this one waits. Try again.",
    });
    expect(await stores.workers.load("w1")).toBeUndefined();
    other.exec("COMMIT");
    expect(await stores.workers.save("w1", created)).toBe(1);
  });

  test("says so when the stores were closed", async () => {
    const stores = sqliteStores();
    stores.close();
    stores.close();
    const closed = {
      code: "unavailable",
      message: "The database in memory was closed and cannot be used any more.",
    };
    await expect(stores.workers.load("w1")).rejects.toMatchObject(closed);
    await expect(stores.leases.acquire("relay", "a", 1)).rejects.toMatchObject(closed);
  });

  test("refuses a record that only a newer version understands", async () => {
    const path = temporaryFile();
    using stores = sqliteStores({ path });
    await stores.workers.save("w1", { ...created, state: { ...created.state, schemaVersion: 2 as 1 } });
    await stores.observations.save([{ workerId: "w1", at: created.state.createdAt }]);
    using file = new DatabaseSync(path);
    file.exec("UPDATE observation SET schema_version = 3");
    await expect(stores.workers.load("w1")).rejects.toMatchObject({
      code: "unavailable",
      message:
        "The record of worker w1 has schema version 2, but this version of CML Fleet reads 1 at most. Update it.",
    });
    await expect(stores.workers.find({})).rejects.toMatchObject({ code: "unavailable" });
    await expect(stores.observations.load(["w1"])).rejects.toMatchObject({
      message: expect.stringContaining("the measurements of worker w1 has schema version 3"),
    });
  });
});
