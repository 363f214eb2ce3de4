import { expect, test } from "vitest";
import { client, visit } from "../test/cml-requests.ts";
import { startCmlSimulator } from "./cml-simulator.ts";
import { steerableClock } from "./steerable-clock.ts";

test.each([Number.NaN, -1, 1e308, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER])(
  "does not move by %s milliseconds",
  (ms) => {
    const clock = steerableClock(1_000);
    expect(() => clock.advance(ms)).toThrow(/^Time /);
    expect(clock()).toBe(1_000);
  },
);

test("leaves a controller that works in the last of its years", async () => {
  const clock = steerableClock();
  await using cml = await startCmlSimulator({ clock });
  clock.advance(Date.UTC(9999, 11, 30) - clock());
  const http = client(cml);
  const token = await http.logIn();
  for (const path of ["/licensing", "/telemetry/events", "/diagnostics/labs", "/populate_lab_tiles"])
    expect((await http.get(path, token)).status, path).toBe(200);
});

test("does not end the process when the clock of its user says nonsense", async () => {
  await using here = await visit({ labs: [] });
  here.clock.advance(1e308);
  // Every call looks at what happened until now, every hour of it.
  expect((await here.get("/authok")).status).toBe(200);
  expect((await here.get("/system_information")).status).toBe(200);
});
