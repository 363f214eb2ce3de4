import { chromiumPeer, openBrowser } from "@cml-fleet/test-peers";
import { describe, expect, test } from "vitest";
import { testService } from "./support/test-service.ts";

const { missing } = chromiumPeer();

/** Longest wait for something the page shows by itself, in milliseconds. */
const timeout = 10_000;

describe.skipIf(missing !== undefined)("the live page", { timeout: 60_000 }, () => {
  test("leaves out a worker that is terminated, whatever comes after the word of it", async () => {
    const { url } = await testService();
    await using browser = await openBrowser();
    const page = await browser.newPage();
    const event = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
    const look = (id: string, status: string) =>
      event("worker.snapshot", { subject: id, data: { id, name: id, status, cml_labs_count: null } });
    const body = [
      "retry: 600000\n\n",
      look("alpha", "running"),
      event("worker.terminated", { subject: "alpha", data: {} }),
      look("alpha", "terminated"),
      look("omega", "running"),
    ].join("");
    await page.route("**/api/events/stream*", (route) =>
      route.fulfill({ contentType: "text/event-stream", body }),
    );
    await page.goto(url);
    await page.locator('tr[data-worker="omega"]').waitFor({ timeout });
    expect(await page.locator("#workers strong").allTextContents()).toEqual(["omega"]);
  });
});
