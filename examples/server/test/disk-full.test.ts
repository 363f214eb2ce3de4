import { expect, test } from "vitest";
import { startService } from "./support/service.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";
import { call } from "./support/test-service.ts";

test.skipIf(process.platform === "win32")(
  "is no longer ready when its database cannot grow, though it can still be read (needs ulimit)",
  async () => {
    // No file may be larger than this, as on a disk that is nearly full; each look at the demo's fleet writes some more.
    const settings = { DATA_DIR: temporaryFolder(), WORKER_METRICS_POLL_INTERVAL: "1", LOG_LEVEL: "silent" };
    const service = await startService(settings, { largestFileKb: 256 });
    const readyNow = () => call(`${service.url}/ready`);
    expect((await readyNow()).body).toEqual({ ready: true });
    await expect.poll(readyNow, { timeout: 25_000, interval: 250 }).toMatchObject({
      status: 503,
      body: {
        code: "unavailable",
        detail: expect.stringMatching(/^The store cannot be written: The database/),
      },
    });
    expect((await call(`${service.url}/api/workers`)).status).toBe(200);
  },
);
