import { expect, test } from "vitest";
import { failureOf, plainClient } from "../test/clients.ts";
import { labController } from "../test/lab-controller.ts";

const timers = () => process.getActiveResourcesInfo().filter((what) => what === "Timeout").length;

test("refuses what is no signal like any call, and leaves no timer that keeps the process alive", async () => {
  await using controller = await labController();
  await using cml = plainClient(controller);
  const options = { signal: {} as AbortSignal };
  const before = timers();
  const waits = {
    "labs.waitUntilConverged": cml.labs.waitUntilConverged(controller.labId, options),
    "labs.destroy": cml.labs.destroy(controller.labId, options),
    "licensing.registerAndWait": cml.licensing.registerAndWait({ token: "a-token", ...options }),
  };
  for (const [operation, wait] of Object.entries(waits)) {
    const message = `${operation}: signal must be an AbortSignal.`;
    expect(await failureOf(wait)).toMatchObject({ code: "invalid_request", operation, message });
  }
  expect(timers()).toBe(before);
  expect(controller.asked).toEqual([]);
});
