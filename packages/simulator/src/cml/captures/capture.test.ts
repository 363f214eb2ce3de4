import { expect, test } from "vitest";
import { manualClock } from "../../test/manual-clock.ts";
import { makeController, powerOff } from "../controller.ts";
import { captureConfig, createCapture } from "./capture.ts";

test("ends when the machine is switched off, and is still there after that", () => {
  const clock = manualClock();
  const labs = [{ title: "Pair", nodes: ["alpine", "alpine"], state: "STARTED" as const }];
  const controller = makeController({ clock: clock.now, labs });
  const [lab] = controller.labs.values();
  const [link] = lab?.links ?? [];
  if (!lab || !link) throw new Error("There is no link.");
  const config = captureConfig({ maxtime: 3_600 });
  const capture = createCapture({ key: "k", config, beginMs: clock.now(), seed: 1, lab, link });
  clock.advance(10_000);
  expect(capture.runsAt(clock.now())).toBe(true);
  powerOff(controller);
  clock.advance(60_000);
  expect(capture.runsAt(clock.now())).toBe(false);
  // Its nodes take a second and a half to stop.
  expect(capture.packetsAt(clock.now())).toHaveLength(35);
});
