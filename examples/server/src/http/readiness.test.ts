import { CoreError, memoryLeases, systemClock } from "@cml-fleet/core";
import { describe, expect, test } from "vitest";
import { readiness } from "./readiness.ts";

const full = new CoreError("The database fleet.db is full. Free some disk space and try again.", {
  code: "unavailable",
});
const leases = memoryLeases(systemClock);
const read = async () => {};
const never = () => new Promise<never>(() => {});

describe("readiness", () => {
  test("finds a store well that can be read and written", async () => {
    expect(await readiness({ read, leases }).problem()).toBeUndefined();
  });

  test("notices a store that can still be read and no longer written", async () => {
    const { problem } = readiness({ read, leases: { acquire: () => Promise.reject(full) } });
    expect(await problem()).toBe(`The store cannot be written: ${full.message}`);
  });

  test("notices a store that cannot be read, and keeps unexpected errors to itself", async () => {
    const { problem } = readiness({ read: () => Promise.reject(new Error("secret")), leases });
    expect(await problem()).toBe("The store cannot be read.");
  });

  test("waits for no answer longer than it was told to", async () => {
    const late = "no answer within 20 ms.";
    expect(await readiness({ read: never, leases, patienceMs: 20 }).problem()).toContain(late);
    expect(await readiness({ read, leases: { acquire: never }, patienceMs: 20 }).problem()).toContain(late);
  });

  test("writes once for all who ask within a few seconds, and sees later that the store has recovered", async () => {
    let writes = 0;
    let time = 0;
    let broken = true;
    const acquire = async () => {
      writes += 1;
      if (broken) throw full;
      return undefined;
    };
    const { problem } = readiness({ read, leases: { acquire }, freshMs: 5_000, now: () => time });
    const answers = await Promise.all(Array.from({ length: 50 }, problem));
    expect(new Set(answers)).toEqual(new Set([`The store cannot be written: ${full.message}`]));
    expect(writes).toBe(1);
    broken = false;
    time = 4_999;
    expect(await problem()).toContain("is full");
    time = 5_000;
    expect(await problem()).toBeUndefined();
    expect(writes).toBe(2);
  });
});
