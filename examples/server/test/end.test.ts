import { expect, test } from "vitest";
import { startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

test.each([[["SIGTERM"]], [["SIGHUP"]], [["SIGINT", "SIGINT"]]] as const)(
  "ends cleanly on %s",
  async (signals) => {
    const service = await startService({ DATA_DIR: temporaryFolder() });
    expect(await service.signal(...signals)).toBe(0);
  },
);

test("ends cleanly when whoever started it over a channel is gone", async () => {
  const service = await startService({ DATA_DIR: temporaryFolder() }, { channel: true });
  expect(await service.leave()).toBe(0);
});
