import { expect, test } from "vitest";
import { manualClock } from "../../test/manual-clock.ts";
import { makeController, powerOff } from "../controller.ts";
import { captureConfig, createCapture } from "./capture.ts";
import { passes } from "./filter.ts";

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
  expect(capture.sizeAt(clock.now())).toBe(35);
});

// In 45 seconds, which are four cycles of thirty packets and a half.
test.each<[string | null, number]>([
  [null, 135],
  ["arp", 10],
  ["icmp", 115],
  ["ip proto 89", 10],
  ["tcp", 0],
  ["not arp", 125],
])("has packet after packet with the filter %s, and counts them without making them", (bpfilter, count) => {
  const controller = makeController({
    labs: [{ title: "Pair", nodes: ["alpine", "alpine"], state: "STARTED" }],
    clock: () => 1_767_614_400_000,
  });
  const [lab] = controller.labs.values();
  const [link] = lab?.links ?? [];
  if (!lab || !link) throw new Error("There is no link.");
  const config = captureConfig({ maxtime: 86_400, ...(bpfilter !== null && { bpfilter }) });
  const beginMs = controller.clock();
  const capture = createCapture({ key: "k", config, beginMs, seed: 1, lab, link });
  expect(capture.sizeAt(beginMs - 1)).toBe(0);
  let size = 0;
  for (let elapsedMs = 0; elapsedMs <= 45_000; elapsedMs += 7) {
    const now = capture.sizeAt(beginMs + elapsedMs);
    if (size > 0) expect(capture.packet(size - 1).atUs).toBeLessThanOrEqual(elapsedMs * 1000);
    // What is not counted yet comes later.
    if (bpfilter !== "tcp") expect(capture.packet(now).atUs).toBeGreaterThan(elapsedMs * 1000);
    expect(now).toBeGreaterThanOrEqual(size);
    for (; size < now; size += 1) expect(passes(bpfilter, capture.packet(size).kind)).toBe(true);
  }
  expect(size).toBe(count);
});
